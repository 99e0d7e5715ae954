import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { errorCode, orUnavailable } from './state-unavailable.js';

/** A file opened for reading. Stays readable when its name is taken away. */
export interface OpenedFile {
  readonly path: string;
  readonly size: number;
  /** As many of the bytes as are there. */
  read(offset: number, length: number): Buffer;
  close(): void;
}

/** Opens a file; null when there is none. Throws `STATE_UNAVAILABLE`. */
export function openToRead(path: string): OpenedFile | null {
  return orUnavailable('read', path, () => {
    let fd: number;
    try {
      fd = openSync(path, 'r');
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return null;
      throw cause;
    }
    const { size } = fstatSync(fd);
    return {
      path,
      size,
      read: (offset, length) => orUnavailable('read', path, () => readAt(fd, offset, length)),
      close: () => closeSync(fd),
    };
  });
}

/** As many of the bytes from an offset on as are there. */
export function readAt(fd: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(fd, bytes, filled, length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
