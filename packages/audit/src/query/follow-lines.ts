import { closeSync, fstatSync, lstatSync, readSync, type BigIntStats } from 'node:fs';
import { isCheckpointLine, MAX_LINE_BYTES, parseLineHeader } from '../format/line.js';
import { fileStamp } from '../index/file-stamp.js';
import { openSegmentFile, segmentFiles, type SegmentFile } from '../read/segment-files.js';
import { asUnavailable } from '../write/journal-error.js';

/** What was committed since it was last asked. */
export interface LineNews<T> {
  /** The journal is read for the first time, or is not the one that was read before: what was known of it is void. */
  readonly isAnew: boolean;
  /** Oldest first. */
  readonly found: readonly T[];
}

/** How lines are followed. */
export interface FollowOptions<T> {
  /** Finds what is wanted in whole lines. */
  readonly find: (lines: Buffer) => readonly T[];
  /** Adds to committed items what is kept elsewhere; made anew for each answer. */
  readonly complete: () => (item: T) => T;
  /** Whether following begins behind what is there, instead of with it. */
  readonly fromEnd: boolean;
}

/** How far a segment was read. */
interface ReadSegment {
  readonly identity: string;
  readonly stamp: string;
  /** Behind the last checkpoint that was met. */
  readonly offset: number;
}

/** What one reading finds. */
interface Found<T> {
  readonly offset: number;
  readonly items: readonly T[];
}

const WINDOW_BYTES = 4 << 20;
const LINE_FEED = 0x0a;
const CHECKPOINT = Buffer.from('"checkpoint":"');

/**
 * Follows the committed lines of the journal in `dir`, by whatever process they are written. Only bytes that are new
 * are read: with nothing new it looks at the files from outside, and no more. Takes no lock.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when the folder or a file is there but cannot be read.
 */
export function followLines<T>(
  dir: string,
  { find, complete, fromEnd }: FollowOptions<T>,
): () => LineNews<T> {
  let known = new Map<number, ReadSegment>();
  let isAnew = true;

  function read(file: SegmentFile): readonly T[] {
    const fd = openSegmentFile(file.path);
    try {
      const stat = fstatSync(fd, { bigint: true });
      const before = known.get(file.index);
      const stamp = fileStamp(stat);
      if (before?.stamp === stamp) return [];
      const wanted = isAnew && fromEnd ? () => [] : find;
      const found = itemsFrom(fd, Number(stat.size), before?.offset ?? 0, wanted);
      known.set(file.index, { identity: identityOf(stat), stamp, offset: found.offset });
      return found.items;
    } finally {
      closeSync(fd);
    }
  }

  return () => {
    try {
      const files = segmentFiles(dir);
      if (!isContinued(files, known)) {
        known = new Map();
        isAnew = true;
      }
      // Those before the last one that was read are full.
      const last = isAnew && fromEnd ? (files.at(-1)?.index ?? 0) : Math.max(0, ...known.keys());
      const found = files
        .filter(({ index }) => index >= last)
        .flatMap(read)
        .map(complete());
      const news: LineNews<T> = { isAnew, found };
      isAnew = false;
      return news;
    } catch (error) {
      known = new Map();
      isAnew = true;
      throw asUnavailable('The journal cannot be read.', error);
    }
  };
}

/** True while every file that was read is there and has not become shorter than it was read. */
function isContinued(files: readonly SegmentFile[], known: ReadonlyMap<number, ReadSegment>): boolean {
  const there = new Map(files.map((file) => [file.index, file]));
  for (const [index, { identity, offset }] of known) {
    const file = there.get(index);
    const stat = file && lstatSync(file.path, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined || identityOf(stat) !== identity || stat.size < offset) return false;
  }
  return true;
}

function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}

/** What is found in the committed lines of a file from an offset on. */
function itemsFrom<T>(
  fd: number,
  size: number,
  from: number,
  find: (lines: Buffer) => readonly T[],
): Found<T> {
  const committed: T[] = [];
  let waiting: readonly T[] = [];
  let offset = from;
  const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(WINDOW_BYTES, size - from)));
  for (let at = from; at < size;) {
    const filled = readSync(fd, buffer, 0, Math.min(buffer.length, size - at), at);
    const whole = buffer.lastIndexOf(LINE_FEED, filled - 1) + 1;
    if (whole === 0) {
      // No line is as long; what ends here is none.
      if (filled < MAX_LINE_BYTES) break;
      at += filled;
      continue;
    }
    const lines = buffer.subarray(0, whole);
    const commit = lastCommit(lines);
    const [before, after] = [lines.subarray(0, commit), lines.subarray(commit)];
    if (commit > 0) {
      committed.push(...waiting, ...find(before));
      waiting = [];
      offset = at + commit;
    }
    waiting = [...waiting, ...find(after)];
    at += whole;
  }
  return { offset, items: committed };
}

/** Where the last checkpoint among whole lines ends; 0 where there is none. */
function lastCommit(lines: Buffer): number {
  for (let before = lines.length; before > 0;) {
    const found = lines.lastIndexOf(CHECKPOINT, before - 1);
    if (found < 0) return 0;
    const { start, end } = lineAround(lines, found);
    const header = parseLineHeader(lines, start, end);
    if (header !== null && isCheckpointLine(lines, header)) return end + 1;
    before = start;
  }
  return 0;
}

/** The line that a place in whole lines belongs to, without its line feed. */
export function lineAround(lines: Buffer, at: number): { readonly start: number; readonly end: number } {
  const start = lines.lastIndexOf(LINE_FEED, at) + 1;
  const end = lines.indexOf(LINE_FEED, at);
  return { start, end: end < 0 ? lines.length : end };
}
