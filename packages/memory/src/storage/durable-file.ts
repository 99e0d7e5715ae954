import {
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { nanoid } from 'nanoid';
import { errorCode, orUnavailable } from './state-unavailable.js';

const PRIVATE = 0o600;

/**
 * Replaces a file so that a reader, or a power cut, finds either the old bytes or the new ones, whole: a
 * temporary file of its own name, fsync, rename, fsync of the folder. With `backup`, the old bytes stay
 * there. Throws `STATE_UNAVAILABLE`; then the old file is untouched.
 */
export function writeFileDurably(
  path: string,
  bytes: Uint8Array | readonly Uint8Array[],
  options: { backup?: string } = {},
): void {
  const temporary = `${path}.${process.pid}-${nanoid(8)}.tmp`;
  orUnavailable('write', path, () => {
    try {
      writeNewFile(temporary, bytes);
      if (options.backup !== undefined) keepBackup(path, options.backup);
      renameSync(temporary, path);
    } catch (cause) {
      rmSync(temporary, { force: true });
      throw cause;
    }
    syncFolder(dirname(path));
  });
}

/** Writes a file that must not exist yet, to the disk. */
export function writeNewFile(path: string, bytes: Uint8Array | readonly Uint8Array[]): void {
  const fd = openSync(path, 'wx', PRIVATE);
  try {
    for (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
      for (let written = 0; written < piece.length;) written += writeSync(fd, piece, written);
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Makes renames and new names in a folder survive a power cut. A no-op where folders cannot be synced. */
export function syncFolder(folder: string): void {
  let fd: number;
  try {
    fd = openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(fd);
  } catch (cause) {
    if (!UNSUPPORTED.has(errorCode(cause) ?? '')) throw cause;
  } finally {
    closeSync(fd);
  }
}

function keepBackup(path: string, backup: string): void {
  const temporary = `${backup}.${process.pid}-${nanoid(8)}.tmp`;
  try {
    linkSync(path, temporary);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return;
    copyFileSync(path, temporary);
  }
  renameSync(temporary, backup);
}

/** What folders answer to fsync on systems that do not know it. */
const UNSUPPORTED: ReadonlySet<string> = new Set(['EINVAL', 'EPERM', 'EISDIR', 'ENOTSUP', 'EBADF']);
