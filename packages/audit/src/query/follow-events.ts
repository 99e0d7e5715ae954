import { closeSync, fstatSync, lstatSync, readSync, type BigIntStats } from 'node:fs';
import { createPayloadReader } from '../blobs/payload-reader.js';
import { isCheckpointLine, MAX_LINE_BYTES, parseLine, parseLineHeader } from '../format/line.js';
import { fileStamp } from '../index/file-stamp.js';
import { openSegmentFile, segmentFiles, type SegmentFile } from '../read/segment-files.js';
import { asUnavailable } from '../write/journal-error.js';
import { isJournalRecord } from './journal-record.js';
import type { SequencedRecord } from './read-records.js';

/** What was committed since it was last asked. */
export interface EventNews {
  /** The journal is read for the first time, or is not the one that was read before: what was known of it is void. */
  readonly isAnew: boolean;
  /** Oldest first. */
  readonly events: readonly Extract<SequencedRecord, { kind: 'event' }>[];
}

/** How far a segment was read. */
interface ReadSegment {
  readonly identity: string;
  readonly stamp: string;
  /** Behind the last checkpoint that was met. */
  readonly offset: number;
}

/** The names, and what stands in every line that holds one of them. */
interface Wanted {
  readonly names: ReadonlySet<string>;
  readonly needle: Buffer;
}

/** What one reading finds. */
interface Found {
  readonly offset: number;
  readonly events: EventNews['events'];
}

const WINDOW_BYTES = 4 << 20;
const LINE_FEED = 0x0a;
const CHECKPOINT = Buffer.from('"checkpoint":"');

/**
 * Follows the events of certain names in the journal in `dir`: the first answer is of the whole journal, each further
 * one of what was committed since, by whatever process. Only bytes that are new are read, and only lines that hold what
 * the names begin with are parsed: with nothing new it looks at the files from outside, and no more. Takes no lock.
 *
 * Like every reading it says what the files say: whether they are genuine is what `catchUp` and `verify` tell.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when the folder or a file is there but cannot be read.
 */
export function followEvents(dir: string, names: readonly string[]): () => EventNews {
  const wanted: Wanted = { names: new Set(names), needle: Buffer.from(`"name":"${commonPrefix(names)}`) };
  let known = new Map<number, ReadSegment>();
  let isAnew = true;

  function read(file: SegmentFile): EventNews['events'] {
    const fd = openSegmentFile(file.path);
    try {
      const stat = fstatSync(fd, { bigint: true });
      const before = known.get(file.index);
      const stamp = fileStamp(stat);
      if (before?.stamp === stamp) return [];
      const found = eventsFrom(fd, Number(stat.size), before?.offset ?? 0, wanted);
      known.set(file.index, { identity: identityOf(stat), stamp, offset: found.offset });
      return found.events;
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
      const last = Math.max(0, ...known.keys());
      const events = files.filter(({ index }) => index >= last).flatMap(read);
      const news: EventNews = { isAnew, events: events.map(createPayloadReader(dir)) };
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

/** The events in the committed lines of a file from an offset on. */
function eventsFrom(fd: number, size: number, from: number, wanted: Wanted): Found {
  const committed: EventNews['events'][number][] = [];
  let waiting: EventNews['events'] = [];
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
      committed.push(...waiting, ...eventsIn(before, wanted));
      waiting = [];
      offset = at + commit;
    }
    waiting = [...waiting, ...eventsIn(after, wanted)];
    at += whole;
  }
  return { offset, events: committed };
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

function eventsIn(lines: Buffer, { names, needle }: Wanted): EventNews['events'] {
  const events: EventNews['events'][number][] = [];
  for (let from = 0; ;) {
    const found = lines.indexOf(needle, from);
    if (found < 0) return events;
    const { start, end } = lineAround(lines, found);
    from = end;
    const { $prev: _link, $seq: seq, ...record } = parseLine(lines, start, end) ?? {};
    if (typeof seq !== 'number' || !isJournalRecord(record)) continue;
    // The text may as well stand in a value.
    if (record.kind === 'event' && names.has(record.name)) events.push({ ...record, seq });
  }
}

/** What all the names begin with, as far as it is written in JSON as it is. */
function commonPrefix([first = '', ...others]: readonly string[]): string {
  let length = /^[\w.-]*/.exec(first)?.[0].length ?? 0;
  while (!others.every((other) => other.startsWith(first.slice(0, length)))) length -= 1;
  return first.slice(0, length);
}

function lineAround(lines: Buffer, at: number): { readonly start: number; readonly end: number } {
  const start = lines.lastIndexOf(LINE_FEED, at) + 1;
  const end = lines.indexOf(LINE_FEED, at);
  return { start, end: end < 0 ? lines.length : end };
}
