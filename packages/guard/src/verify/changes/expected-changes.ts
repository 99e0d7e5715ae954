import { isAbsolute, resolve } from 'node:path';
import { actsOnService } from './acts-elsewhere.js';
import { certainChanges } from './certain-change.js';
import { isSink } from '../../snapshot/call-targets.js';
import { isName } from '../../snapshot/target-meanings.js';
import { textParam } from '../commands/text-param.js';
import type { ChangeSource } from './certain-change.js';
import type { Evidence, Params } from '@sentinel-agentos/core';

/** What the effects and claims of a call say about a path after the run. */
export interface ExpectedChange {
  readonly path: string;
  /** `either`: one part of the call writes it and another deletes it; the order is not known. */
  readonly change: 'write' | 'delete' | 'either';
  /** Whether it must have come to pass; otherwise a condition or a later command may have had it otherwise. */
  readonly certain: boolean;
}

/**
 * The paths that are there, or gone, after a run. Effects whose target is not known are left out, and those of
 * tools that act on the files of a service; what the caller claims counts always, and for certain.
 */
export function expectedChanges(request: ChangeSource): readonly ExpectedChange[] {
  const { call } = request;
  const effects = actsOnService(request) ? [] : request.effects;
  const isCertain = certainChanges(request);
  const expected = new Map<string, ExpectedChange>();
  const add = (path: string, change: 'write' | 'delete', certain: boolean): void => {
    const known = expected.get(path);
    const same = known === undefined || known.change === change;
    expected.set(path, {
      path,
      change: same ? change : 'either',
      certain: certain || known?.certain === true,
    });
  };
  for (const effect of effects) {
    const { verb, target, evidence } = effect;
    if (verb !== 'fs.write' && verb !== 'fs.chmod' && verb !== 'fs.delete') continue;
    if (!isAbsolute(target) || isSink(target) || target.includes('\0') || !isName(target)) continue;
    const deletes = verb === 'fs.delete' || movesAway(call.params, evidence);
    add(resolve(target), deletes ? 'delete' : 'write', isCertain(effect));
  }
  for (const { path, change } of call.claims) {
    if (path !== '' && !path.includes('\0')) add(resolve(call.cwd, path), change, true);
  }
  return [...expected.values()];
}

/** Whether a path stands in a patch as the old name of a file that the patch moves. */
function movesAway(params: Params, { param, start, end }: Evidence): boolean {
  const text = textParam(params, param);
  if (text === null || start === 0) return false;
  const header = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (header === 'rename from ') return true;
  return header === '*** Update File: ' && /^[^\n]*\n\*\*\* Move to: /.test(text.slice(end));
}
