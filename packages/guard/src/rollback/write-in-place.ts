import { chmodSync, closeSync, constants, fsyncSync, ftruncateSync, futimesSync, openSync } from 'node:fs';
import { inodeOf, lookAt } from '../snapshot/path-state.js';
import { readPreimage, writeWhole } from '../snapshot/preimages.js';
import { readToEnd, withRegularFile } from '../snapshot/file-bytes.js';
import { secondsOf } from './seconds-of.js';
import type { FileState } from '@sentinel-agentos/core';
import type { UndoItem } from './undo-items.js';

/**
 * Whether a file has other names that show the call's bytes too: then only writing in place undoes that, because
 * replacing it would leave them behind.
 */
export function isWrittenInPlace({ path, entry }: UndoItem): boolean {
  if (entry === null || entry.inode === null || entry.inode.nlink <= 1) return false;
  const stat = lookAt(path);
  if (stat?.isFile() !== true) return false;
  const { dev, ino } = inodeOf(stat);
  return dev === entry.inode.dev && ino === entry.inode.ino;
}

/**
 * Writes the bytes from before the call into the file that is there, from the beginning on. Cut off at any point, the
 * file holds the first part of them: see `isPartOfBefore`.
 */
export function writeInPlace({ path, before, entry }: UndoItem, folder: string): void {
  if (!entry?.preimage || before.sha256 === null) throw new Error('its bytes were not kept');
  const bytes = readPreimage(folder, entry.preimage, before.sha256);
  const time = secondsOf(before.mtimeNs);
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
}

/**
 * Whether a file is one that `writeInPlace` began on: it holds a first part of the old bytes, or still the call's with
 * the permissions that writing needs. Finishing it takes no bytes away that are not in the old ones.
 */
export function isPartOfBefore(item: UndoItem, now: FileState, folder: string): boolean {
  const { path, before, after, entry } = item;
  if (now.kind !== 'file' || !entry?.preimage || before.sha256 === null || !isWrittenInPlace(item))
    return false;
  if (now.mode !== before.mode && now.mode !== (before.mode | 0o200) && now.mode !== after?.mode)
    return false;
  if (now.sha256 === before.sha256 || now.sha256 === after?.sha256) return true;
  if (now.size >= before.size) return false;
  const old = readPreimage(folder, entry.preimage, before.sha256);
  const part = withRegularFile(path, (fd) => readToEnd(fd, now.size, old.length));
  return part !== null && part.equals(old.subarray(0, part.length));
}
