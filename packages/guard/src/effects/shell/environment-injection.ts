import type { Evidence } from '@sentinel-agentos/core';
import { readHelper } from '../programs/read-escapes.js';
import { INJECTING_VARIABLES } from '../tables/environment-variables.js';
import { lookUp, type Shell } from './shell-state.js';

/** Reads what variables would make a program run that is started with them. */
export function readEnvironment(names: readonly string[], shell: Shell, evidence: Evidence): void {
  for (const name of names) {
    const kind = INJECTING_VARIABLES.get(name);
    if (kind === undefined) continue;
    for (const value of lookUp(shell, name)?.values ?? []) {
      if (value.text === '') continue;
      switch (kind.as) {
        case 'command':
          readHelper(value, shell, evidence);
          break;
        case 'code':
          if (kind.when === undefined || kind.when.test(value.text)) {
            shell.reading.sink.finding('config.injected-code', evidence, name);
          }
          break;
      }
    }
  }
}
