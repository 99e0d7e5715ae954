import { closeSync, constants, fstatSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { writeAll } from '../write/durable-file.js';

/**
 * Overwrites a file with zeros, makes that durable, and removes it. A link is removed, not followed. Nothing
 * happens when it is not there, because another process was first.
 *
 * @throws the system's error when it cannot be overwritten or removed.
 */
export function destroyFile(path: string): void {
  let fd: number;
  try {
    fd = openSync(path, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code !== 'ELOOP') throw error;
    rmSync(path, { force: true });
    return;
  }
  try {
    writeAll(fd, Buffer.alloc(fstatSync(fd).size));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  rmSync(path, { force: true });
}
