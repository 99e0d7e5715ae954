import type { Evidence } from '@sentinel-agentos/core';
import { readGitVariable } from '../programs/git-settings.js';
import { readHeld, readInterception, type Watch } from '../settings/read-held.js';
import { variableOf } from '../tables/environment-variables.js';
import { lookUp, type Shell } from './shell-state.js';

/** More settings than this are not looked at together. */
const MAX_WATCHED = 64;

/** Reads what variables would make a program run, load or believe that is started with them. */
export function readEnvironment(names: readonly string[], shell: Shell, evidence: Evidence): void {
  let watched = '';
  for (const name of names) {
    readGitVariable(name, shell, evidence);
    const held = variableOf(name);
    if (held === undefined) continue;
    if (held.holds === 'proxy' || held.holds === 'unchecked' || held.holds === 'authority') watched = name;
    for (const value of lookUp(shell, name)?.values ?? []) readHeld(held, { name, value, shell, evidence });
  }
  if (watched !== '') readInterception(watchedIn(shell), shell, evidence, watched);
}

function watchedIn(shell: Shell): readonly Watch[] {
  const all: Watch[] = [];
  for (const [name, { values }] of shell.variables) {
    const held = variableOf(name);
    if (held === undefined) continue;
    for (const { text } of values) if (all.length < MAX_WATCHED) all.push({ held, text });
  }
  return all;
}
