import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** More than any file that is read by this holds. */
const MAX_BYTES = 65_536;

/**
 * The start of a file whose folder a contained program may have written: no link is followed, and a pipe that
 * somebody put in its place holds nobody up. Undefined where there is no plain file, or none that may be read.
 */
export function readPlainFile(place: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    if (!fstatSync(descriptor).isFile()) return undefined;
    const buffer = Buffer.alloc(MAX_BYTES);
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, MAX_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}
