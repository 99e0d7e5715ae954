import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWhole } from './preimages.js';

/**
 * Replaces a file of the owner's as a whole, so that it is there after a power cut too: a reader sees the old text or
 * the new one. Throws when the disk does not take it.
 */
export function writeDurably(path: string, text: string): void {
  const temporary = `${path}.new`;
  // A link that somebody planted under this name must not be written through.
  removeIfThere(temporary);
  try {
    const fd = openSync(temporary, 'wx', 0o600);
    try {
      writeWhole(fd, Buffer.from(text));
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
  syncFolder(dirname(path));
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The next try writes over it; why this one failed is what is of interest.
  }
}

/** What a file system answers that knows no syncing of folders, or when the folder is gone: nothing is wrong then. */
const HARMLESS: ReadonlySet<string> = new Set([
  'EACCES',
  'EBADF',
  'EINVAL',
  'EISDIR',
  'ELOOP',
  'ENOENT',
  'ENOSYS',
  'ENOTDIR',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EPERM',
]);

/** Makes the names in a folder durable, where the file system can. Throws when the disk fails. */
export function syncFolder(path: string): void {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (!HARMLESS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
