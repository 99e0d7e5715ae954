import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  futimesSync,
  lchownSync,
  lutimesSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { assertUntouched } from './undo-items.js';
import { inodeOf, lookAt } from '../snapshot/path-state.js';
import { readPreimage, writePreimage, writeWhole } from '../snapshot/preimages.js';
import type { Inode } from '../snapshot/path-state.js';
import type { ManifestFolder } from '../snapshot/manifest.js';
import type { Observed, UndoItem } from './undo-items.js';
import type { RealFolders } from '../snapshot/real-folders.js';

/** Where the pieces of one rollback are. */
export interface RollbackPlace {
  /** Folder of the snapshot. */
  readonly folder: string;
  readonly real: RealFolders;
  readonly folders: readonly ManifestFolder[];
}

/** Makes a path what it was before the call. `now` must be what the call left there. Throws, and then nothing changed. */
export function putBack(item: UndoItem, now: Observed, place: RollbackPlace): void {
  const { path, before } = item;
  readyParent(path, place);
  assertUntouched(path, now);
  switch (before.kind) {
    case 'directory':
      if (now.state.kind !== 'directory') {
        if (now.state.kind !== 'absent') unlinkSync(path);
        mkdirSync(path);
      }
      // Contents follow; the folder gets its own permissions back when they are there.
      chmodSync(path, before.mode | 0o700);
      own(path, item.entry?.inode ?? null);
      return;
    case 'symlink':
      replace(path, now, (temporary) => {
        symlinkSync(before.linkTarget ?? '', temporary);
        own(temporary, item.entry?.inode ?? null);
        lutimesSync(temporary, seconds(before.mtimeNs), seconds(before.mtimeNs));
      });
      return;
    case 'file':
      putBackFile(item, now, place);
      return;
    case 'absent':
    case 'other':
      throw new Error(`a path that was ${before.kind} can't be put back`);
  }
}

/** Removes what the call created: a folder only when it is empty. */
export function remove(path: string, now: Observed, place: RollbackPlace): void {
  if (!place.real.inPlace(dirname(path))) throw leadsElsewhere();
  assertUntouched(path, now);
  if (now.state.kind === 'directory') rmdirSync(path);
  else unlinkSync(path);
}

/** Permissions (null: as they are) and time of a folder, once its contents are back. */
export function finishFolder(item: UndoItem, mode: number | null): void {
  const { path, before } = item;
  if (lookAt(path)?.isDirectory() !== true) return;
  utimesSync(path, seconds(before.mtimeNs), seconds(before.mtimeNs));
  if (mode !== null) chmodSync(path, mode);
}

/** Makes names durable. Not every file system can do that with a folder. */
export function syncFolder(path: string): void {
  try {
    const fd = openSync(path, constants.O_RDONLY);
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // The folder is gone, or its file system has no such thing: the data itself is synced.
  }
}

function putBackFile(item: UndoItem, now: Observed, { folder }: RollbackPlace): void {
  const { path, before, entry } = item;
  const time = seconds(before.mtimeNs);
  if (now.state.kind === 'file' && now.state.sha256 === before.sha256) {
    chmodSync(path, before.mode);
    return;
  }
  if (!entry?.preimage || before.sha256 === null) throw new Error('its bytes were not kept');
  const { preimage, inode } = entry;
  const stat = lookAt(path);
  if (inode !== null && inode.nlink > 1 && stat?.isFile() === true && sameInode(inodeOf(stat), inode)) {
    // The file has other names, and they show the call's bytes too: only writing in place undoes that.
    const bytes = readPreimage(folder, preimage, before.sha256);
    chmodSync(path, before.mode | 0o200);
    const fd = openSync(path, constants.O_WRONLY | constants.O_NOFOLLOW);
    try {
      ftruncateSync(fd, 0);
      writeWhole(fd, bytes);
      futimesSync(fd, time, time);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    chmodSync(path, before.mode);
    return;
  }
  const { sha256 } = before;
  replace(path, now, (temporary) => {
    writePreimage(folder, preimage, sha256, temporary);
    own(temporary, inode);
    chmodSync(temporary, before.mode);
    utimesSync(temporary, time, time);
  });
}

/** Makes something new beside the path and moves it there in one step: at no moment the path holds a part of it. */
function replace(path: string, now: Observed, make: (temporary: string) => void): void {
  const temporary = join(dirname(path), `.sentinel-${randomBytes(9).toString('hex')}`);
  try {
    make(temporary);
    assertUntouched(path, now);
    if (now.state.kind === 'directory') rmdirSync(path);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Checks that the folder is where it was, and makes it when the call removed it. */
export function readyParent(path: string, { real, folders }: Omit<RollbackPlace, 'folder'>): void {
  const parent = dirname(path);
  if (!real.inPlace(parent)) throw leadsElsewhere();
  if (lookAt(parent) !== null) return;
  const mode = folders.find((folder) => folder.path === parent)?.mode;
  mkdirSync(parent, { recursive: true });
  if (mode !== undefined) chmodSync(parent, mode);
}

function leadsElsewhere(): Error {
  return new Error('its folder leads to another place than before the call');
}

function sameInode(a: Inode, b: Inode): boolean {
  return a.dev === b.dev && a.ino === b.ino;
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

function seconds(ns: string): number {
  return Number(BigInt(ns) / 1000n) / 1e6;
}
