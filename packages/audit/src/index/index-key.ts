import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const NAME = 'index.key';

/**
 * The key that authenticates index files, made on first use, mode 0600, in the folder of the signing keys. Null
 * where that folder is not there, or cannot be read or written: indexes then live in memory only. Losing it costs a
 * rebuild.
 */
export function indexKey(keyDir: string): Buffer | null {
  const path = join(keyDir, NAME);
  return readKey(path) ?? makeKey(path) ?? readKey(path);
}

function readKey(path: string): Buffer | null {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    return null;
  }
  try {
    const key = Buffer.alloc(KEY_BYTES);
    return fstatSync(fd).isFile() && readSync(fd, key) === KEY_BYTES ? key : null;
  } catch {
    return null;
  } finally {
    closeSync(fd);
  }
}

function makeKey(path: string): Buffer | null {
  let fd: number;
  try {
    fd = openSync(path, 'wx', 0o600);
  } catch {
    // Another process was first, or this user may not.
    return null;
  }
  try {
    const key = randomBytes(KEY_BYTES);
    return writeSync(fd, key) === KEY_BYTES ? key : null;
  } catch {
    return null;
  } finally {
    closeSync(fd);
  }
}
