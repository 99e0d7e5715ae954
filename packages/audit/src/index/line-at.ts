import { readSync } from 'node:fs';
import { MAX_LINE_BYTES } from '../format/line.js';

const WINDOW_BYTES = 256 * 1024;

/** Bytes of a file that were asked for, valid until the next are. */
export interface FoundBytes {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads lines at known places of one file, best from its end to its beginning: `scan` reads what lies before a line
 * along with it, `exact` only the line.
 */
export class LineAt {
  readonly #fd: number;
  readonly #mode: 'scan' | 'exact';
  readonly #buffer: Buffer;
  #from = 0;
  #filled = 0;

  constructor(fd: number, mode: 'scan' | 'exact') {
    this.#fd = fd;
    this.#mode = mode;
    this.#buffer = Buffer.allocUnsafe(mode === 'scan' ? WINDOW_BYTES : MAX_LINE_BYTES);
  }

  /** Null when the file has no such bytes (any more). */
  read(offset: number, bytes: number): FoundBytes | null {
    const end = offset + bytes;
    if (bytes > MAX_LINE_BYTES || !Number.isSafeInteger(end) || offset < 0) return null;
    if (offset < this.#from || end > this.#from + this.#filled) {
      this.#from = this.#mode === 'exact' ? offset : Math.max(0, end - this.#buffer.length);
      const wanted = end - this.#from;
      this.#filled = 0;
      for (let read = 1; read > 0 && this.#filled < wanted; this.#filled += read) {
        read = readSync(
          this.#fd,
          this.#buffer,
          this.#filled,
          wanted - this.#filled,
          this.#from + this.#filled,
        );
      }
      if (this.#filled < wanted) return null;
    }
    return { buffer: this.#buffer, start: offset - this.#from, end: end - this.#from };
  }
}
