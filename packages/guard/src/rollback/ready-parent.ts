import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { lookAt } from '../snapshot/path-state.js';
import { OWNER } from './rollback-plan.js';
import type { RollbackPlace } from './rollback-place.js';

/** Checks that the folder of a path is where it was, and makes it when the call removed it. */
export function readyParent(path: string, place: RollbackPlace): void {
  const parent = dirname(path);
  if (!place.real.inPlace(parent)) throw leadsElsewhere();
  if (lookAt(parent) !== null) return;
  if (dirname(parent) !== parent) readyParent(parent, place);
  const mode = modeOf(parent, place);
  mkdirSync(parent, { mode: mode === null ? 0o777 : OWNER });
  if (mode !== null) chmodSync(parent, mode);
}

/** Gives a folder its permissions that an earlier try made, and was cut off before it did. */
export function finishParent(folder: string, place: RollbackPlace): void {
  const mode = modeOf(folder, place);
  if (mode === null || mode === OWNER || !place.real.inPlace(folder)) return;
  const stat = lookAt(folder);
  if (stat?.isDirectory() === true && Number(stat.mode & 0o7777n) === OWNER) chmodSync(folder, mode);
}

export function leadsElsewhere(): Error {
  return new Error('its folder leads to another place than before the call');
}

function modeOf(folder: string, { folders }: RollbackPlace): number | null {
  return folders.find(({ path }) => path === folder)?.mode ?? null;
}
