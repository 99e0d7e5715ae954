import { readSync } from 'node:fs';
import { MAX_LINE_BYTES } from '../format/line.js';

const LINE_FEED = 0x0a;
const CHUNK_BYTES = 256 * 1024;

/** One line where it lies. The bytes are valid until the next one is asked for. */
export interface RawLine {
  /** Number of the segment file, as it was given to the reader. */
  readonly segment: number;
  readonly buffer: Buffer;
  /** At least 1: the byte before belongs to the reader and may be overwritten. */
  readonly start: number;
  /** Without the line feed. */
  readonly end: number;
  /** Place of the first byte in the file. */
  readonly offset: number;
  /** `unfinished`: the file ends before a line feed. `too-long`: only the first bytes are in the buffer. */
  readonly state: 'whole' | 'unfinished' | 'too-long';
}

/**
 * Reads a file line by line from `from` to the end it has by then, in constant memory: of a line longer
 * than the format allows only the beginning is kept.
 */
export function* readLines(
  fd: number,
  from: number,
  segment: number = 0,
): Generator<RawLine, void, undefined> {
  const buffer = Buffer.allocUnsafe(1 + MAX_LINE_BYTES + 1 + CHUNK_BYTES);
  let start = 1;
  let filled = 1;
  let offset = from;
  for (;;) {
    const read = readSync(fd, buffer, filled, buffer.length - filled, offset + (filled - start));
    filled += read;
    for (;;) {
      const feed = buffer.subarray(0, filled).indexOf(LINE_FEED, start);
      if (feed < 0) break;
      const state = feed - start > MAX_LINE_BYTES ? 'too-long' : 'whole';
      yield { segment, buffer, start, end: feed, offset, state };
      offset += feed + 1 - start;
      start = feed + 1;
    }
    if (read === 0) {
      if (filled > start) yield { segment, buffer, start, end: filled, offset, state: 'unfinished' };
      return;
    }
    if (filled - start > MAX_LINE_BYTES) {
      yield { segment, buffer, start, end: start + MAX_LINE_BYTES, offset, state: 'too-long' };
      const next = findLineFeed(fd, buffer, offset + (filled - start));
      if (next === null) return;
      offset = next + 1;
      filled = start = 1;
    } else {
      buffer.copy(buffer, 1, start, filled);
      filled = 1 + filled - start;
      start = 1;
    }
  }
}

function findLineFeed(fd: number, buffer: Buffer, from: number): number | null {
  for (let position = from; ;) {
    const read = readSync(fd, buffer, 0, buffer.length, position);
    if (read === 0) return null;
    const feed = buffer.subarray(0, read).indexOf(LINE_FEED);
    if (feed >= 0) return position + feed;
    position += read;
  }
}
