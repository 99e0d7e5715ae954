import {
  chmodSync,
  chownSync,
  lchownSync,
  lutimesSync,
  mkdirSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { assertUntouched } from './undo-items.js';
import { isInPlace } from './in-place.js';
import { isWrittenInPlace, writeInPlace } from './write-in-place.js';
import { leadsElsewhere, readyParent } from './ready-parent.js';
import { lookAt } from '../snapshot/path-state.js';
import { OWNER } from './rollback-plan.js';
import { replaceBy } from './temporary.js';
import { secondsOf } from './seconds-of.js';
import { writePreimage } from '../snapshot/preimages.js';
import type { Inode } from '../snapshot/path-state.js';
import type { Observed, UndoItem } from './undo-items.js';
import type { RollbackPlace } from './rollback-place.js';

/**
 * Makes a path what it was before the call. `now` must be what the call left there, or what an earlier try did;
 * `temporary` is the name for what is made first and moved then. Throws when it can't.
 */
export function putBack(item: UndoItem, now: Observed, place: RollbackPlace, temporary: string): void {
  const { path, before } = item;
  readyParent(path, place);
  assertUntouched(path, now);
  const inode = item.entry?.inode ?? null;
  switch (before.kind) {
    case 'directory':
      if (now.state.kind !== 'directory') {
        if (now.state.kind !== 'absent') unlinkSync(path);
        mkdirSync(path, { mode: OWNER });
      }
      own(path, inode);
      // Contents follow; the folder gets its own permissions back when they are there.
      chmodSync(path, before.mode | OWNER);
      return;
    case 'symlink':
      replaceBy(path, now, temporary, (made) => {
        symlinkSync(before.linkTarget ?? '', made);
        own(made, inode);
        lutimesSync(made, secondsOf(before.mtimeNs), secondsOf(before.mtimeNs));
      });
      return;
    case 'file':
      putBackFile(item, now, place, temporary);
      return;
    case 'absent':
    case 'other':
      throw new Error(`a path that was ${before.kind} can't be put back`);
  }
}

/** Removes what the call created: a folder only when it is empty. */
export function remove(path: string, now: Observed, place: RollbackPlace): void {
  if (!isInPlace(dirname(path), place.real)) throw leadsElsewhere();
  assertUntouched(path, now);
  if (now.state.kind === 'directory') rmdirSync(path);
  else unlinkSync(path);
}

/** Permissions (null: as they are) and time of a folder, once its contents are back. */
export function finishFolder(item: UndoItem, mode: number | null): void {
  const { path, before } = item;
  if (lookAt(path)?.isDirectory() !== true) return;
  utimesSync(path, secondsOf(before.mtimeNs), secondsOf(before.mtimeNs));
  if (mode !== null) chmodSync(path, mode);
}

function putBackFile(item: UndoItem, now: Observed, { folder }: RollbackPlace, temporary: string): void {
  const { path, before, entry } = item;
  if (now.state.kind === 'file' && now.state.sha256 === before.sha256) {
    chmodSync(path, before.mode);
    return;
  }
  if (!entry?.preimage || before.sha256 === null) throw new Error('its bytes were not kept');
  if (isWrittenInPlace(item)) {
    writeInPlace(item, folder);
    return;
  }
  const { preimage, inode } = entry;
  const { sha256 } = before;
  replaceBy(path, now, temporary, (made) => {
    writePreimage(folder, preimage, sha256, made);
    own(made, inode);
    chmodSync(made, before.mode);
    utimesSync(made, secondsOf(before.mtimeNs), secondsOf(before.mtimeNs));
  });
}

/** As the owner was. Without the right to give files away they belong to whoever undoes. */
function own(path: string, inode: Inode | null): void {
  if (inode === null) return;
  const stat = lookAt(path);
  if (stat === null || (Number(stat.uid) === inode.uid && Number(stat.gid) === inode.gid)) return;
  try {
    if (stat.isSymbolicLink()) lchownSync(path, inode.uid, inode.gid);
    else chownSync(path, inode.uid, inode.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}
