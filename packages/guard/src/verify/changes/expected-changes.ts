import { isAbsolute, resolve } from 'node:path';
import { actsOnService } from './acts-elsewhere.js';
import { isSink } from '../../snapshot/call-targets.js';
import { isName } from '../../snapshot/target-meanings.js';
import type { VerifyRequest } from '@sentinel-agentos/core';

/** What the effects and claims of a call say about a path after the run. */
export interface ExpectedChange {
  readonly path: string;
  /** `either`: one part of the call writes it and another deletes it; the order is not known. */
  readonly change: 'write' | 'delete' | 'either';
}

/**
 * The paths that must be there, or gone, after a run. Effects whose target is not known are left out, and those of
 * tools that act on the files of a service; what the caller claims counts always.
 */
export function expectedChanges(request: VerifyRequest): readonly ExpectedChange[] {
  const { call } = request;
  const effects = actsOnService(request) ? [] : request.effects;
  const expected = new Map<string, ExpectedChange>();
  const add = (path: string, change: 'write' | 'delete'): void => {
    const known = expected.get(path)?.change ?? change;
    expected.set(path, { path, change: known === change ? change : 'either' });
  };
  for (const { verb, target } of effects) {
    if (!isAbsolute(target) || isSink(target) || target.includes('\0') || !isName(target)) continue;
    if (verb === 'fs.write' || verb === 'fs.chmod') add(resolve(target), 'write');
    if (verb === 'fs.delete') add(resolve(target), 'delete');
  }
  for (const { path, change } of call.claims) {
    if (path !== '' && !path.includes('\0')) add(resolve(call.cwd, path), change);
  }
  return [...expected.values()];
}
