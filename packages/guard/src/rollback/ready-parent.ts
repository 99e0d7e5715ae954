import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isInPlace } from './in-place.js';
import { lookAt } from '../snapshot/path-state.js';
import { OWNER } from './rollback-plan.js';
import type { RollbackPlace } from './rollback-place.js';

/** Checks that the folder of a path is where it was, and makes it when the call removed it. */
export function readyParent(path: string, place: RollbackPlace): void {
  const parent = dirname(path);
  if (!isInPlace(parent, place.real)) throw leadsElsewhere();
  if (lookAt(parent) !== null) return;
  if (dirname(parent) !== parent) readyParent(parent, place);
  const mode = place.modes.get(parent);
  mkdirSync(parent, { mode: mode === undefined ? 0o777 : OWNER });
  if (mode !== undefined) chmodSync(parent, mode);
}

/** Gives a folder its permissions that an earlier try made, and was cut off before it did. */
export function finishParent(folder: string, place: RollbackPlace): void {
  const mode = place.modes.get(folder);
  if (mode === undefined || mode === OWNER || !isInPlace(folder, place.real)) return;
  const stat = lookAt(folder);
  if (stat?.isDirectory() === true && Number(stat.mode & 0o7777n) === OWNER) chmodSync(folder, mode);
}

export function leadsElsewhere(): Error {
  return new Error('its folder leads to another place than before the call');
}
