import { readSync } from 'node:fs';

const CHUNK = 1 << 20;
const LINE_BREAK = 0x0a;

/** A complete line of a file: bytes from `start` up to `end`, its line break included. */
export interface RawLine {
  readonly start: number;
  readonly end: number;
  /** Without the line break; null for a line too long to be one of ours. */
  readonly text: string | null;
}

/**
 * Reads the complete lines from a byte offset to the end of a file, in bounded memory.
 * Answers the offset after the last of them: what follows is a line that somebody is writing, or was.
 */
export function readLines(
  fd: number,
  from: number,
  longest: number,
  onLine: (line: RawLine) => void,
): number {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let start = from;
  let position = from;
  let pieces: Buffer[] = [];
  let tooLong = false;
  for (;;) {
    const count = readSync(fd, chunk, 0, CHUNK, position);
    if (count === 0) return start;
    let begin = 0;
    for (let at = chunk.indexOf(LINE_BREAK); at !== -1 && at < count; at = chunk.indexOf(LINE_BREAK, begin)) {
      const end = position + at + 1;
      pieces.push(chunk.subarray(begin, at));
      onLine({ start, end, text: tooLong ? null : Buffer.concat(pieces).toString('utf8') });
      pieces = [];
      tooLong = false;
      start = end;
      begin = at + 1;
    }
    position += count;
    if (position - start > longest) tooLong = true;
    if (tooLong) pieces = [];
    else if (begin < count) pieces.push(Buffer.from(chunk.subarray(begin, count)));
  }
}
