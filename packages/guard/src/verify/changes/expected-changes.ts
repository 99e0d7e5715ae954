import { isAbsolute, resolve } from 'node:path';
import { isSink } from '../../snapshot/call-targets.js';
import type { VerifyRequest } from '@sentinel-agentos/core';

/** What the effects and claims of a call say about a path after the run. */
export interface ExpectedChange {
  readonly path: string;
  /** `either`: one part of the call writes it and another deletes it; the order is not known. */
  readonly change: 'write' | 'delete' | 'either';
}

/** The paths that must be there, or gone, after a run. Effects whose target is not known are left out. */
export function expectedChanges({ call, effects }: VerifyRequest): readonly ExpectedChange[] {
  const expected = new Map<string, ExpectedChange>();
  const add = (path: string, change: 'write' | 'delete'): void => {
    const known = expected.get(path)?.change ?? change;
    expected.set(path, { path, change: known === change ? change : 'either' });
  };
  for (const { verb, target } of effects) {
    if (!isAbsolute(target) || isSink(target) || target.includes('\0')) continue;
    if (verb === 'fs.write' || verb === 'fs.chmod') add(resolve(target), 'write');
    if (verb === 'fs.delete') add(resolve(target), 'delete');
  }
  for (const { path, change } of call.claims) {
    if (path !== '' && !path.includes('\0')) add(resolve(call.cwd, path), change);
  }
  return [...expected.values()];
}
