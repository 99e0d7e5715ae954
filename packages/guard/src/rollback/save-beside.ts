import { chmodSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createAs } from './temporary.js';
import { lookAt, readPathState, sameState } from '../snapshot/path-state.js';
import { readyParent } from './ready-parent.js';
import { writePreimage } from '../snapshot/preimages.js';
import type { RollbackPlace } from './rollback-place.js';
import type { UndoItem } from './undo-items.js';

/** File names are limited to 255 bytes nearly everywhere. */
const NAME_BYTES = 255;
const MOST_COPIES = 1000;

/**
 * Saves what a path held before the call beside what it holds now, as `<name>.sentinel-<id>`, and returns
 * where. Never replaces anything; an equal copy that is there already is taken, and a copy is there as a whole or not
 * at all. Undefined when there was nothing to save: a folder, or no file.
 */
export function saveBeside(
  item: UndoItem,
  id: string,
  place: RollbackPlace,
  temporary: string,
): string | undefined {
  const { path, before, entry } = item;
  if (before.kind !== 'file' && before.kind !== 'symlink') return undefined;
  readyParent(path, place);
  for (let count = 1; count <= MOST_COPIES; count += 1) {
    const suffix = count === 1 ? `.sentinel-${id}` : `.sentinel-${id}-${count}`;
    const candidate = join(dirname(path), shortened(basename(path), suffix) + suffix);
    if (lookAt(candidate) === null) {
      createAs(candidate, before.mode, temporary, write);
      return candidate;
    }
    if (sameState(readPathState(candidate), { ...before, path: candidate })) return candidate;
  }
  throw new Error(`there are ${MOST_COPIES} saved copies beside it already`);

  function write(to: string): void {
    if (before.kind === 'symlink') {
      symlinkSync(before.linkTarget ?? '', to);
      return;
    }
    if (!entry?.preimage || before.sha256 === null) throw new Error('its bytes were not kept');
    writePreimage(place.folder, entry.preimage, before.sha256, to);
    chmodSync(to, before.mode);
  }
}

/** Cuts whole characters, so that the name stays text. */
function shortened(name: string, suffix: string): string {
  const room = NAME_BYTES - Buffer.byteLength(suffix);
  const characters = Array.from(name);
  while (Buffer.byteLength(characters.join('')) > room) characters.pop();
  return characters.join('');
}
