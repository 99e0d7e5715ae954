import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { createHash, hash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';

/** Files up to this size share one pack file a call; larger ones are copied, by reference where the disk can. */
export const SMALL_FILE_BYTES: number = 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;

/** Opens a regular file without following a link at its end and without waiting on a pipe; runs `use`, closes. */
export function withRegularFile<T>(path: string, use: (fd: number, stat: BigIntStats) => T): T {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd, { bigint: true });
    if (!stat.isFile()) throw new Error('it is not a regular file any more');
    return use(fd, stat);
  } finally {
    closeSync(fd);
  }
}

/**
 * All bytes of an open file, up to its end: the size that a stat shows may be stale, and files of `/proc`
 * show 0. Null when there are more than `limit`.
 */
export function readToEnd(fd: number, expected: number, limit: number): Buffer | null {
  let buffer = Buffer.allocUnsafe(Math.min(expected, limit) + 1);
  let length = 0;
  for (;;) {
    const read = readSync(fd, buffer, length, buffer.length - length, null);
    if (read === 0) return buffer.subarray(0, length);
    length += read;
    if (length > limit) return null;
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
  }
}

/** Lower-case hex SHA-256 of bytes in memory. */
export function hashBytes(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/** Lower-case hex SHA-256 of a regular file, read in pieces. */
export function hashFile(path: string): string {
  return withRegularFile(path, (fd, stat) => {
    if (stat.size <= BigInt(SMALL_FILE_BYTES)) {
      const whole = readToEnd(fd, Number(stat.size), SMALL_FILE_BYTES);
      if (whole !== null) return hashBytes(whole);
    }
    const digest = createHash('sha256');
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let offset = 0; ;) {
      const read = readSync(fd, chunk, 0, CHUNK_BYTES, offset);
      if (read === 0) return digest.digest('hex');
      digest.update(chunk.subarray(0, read));
      offset += read;
    }
  });
}
