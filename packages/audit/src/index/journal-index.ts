import { closeSync, existsSync, lstatSync } from 'node:fs';
import { committedEnd } from '../read/committed-lines.js';
import { parseLine } from '../format/line.js';
import { leafHash } from '../merkle/hashes.js';
import { openSegmentFile, segmentFiles, type SegmentFile } from '../read/segment-files.js';
import { callRecordOf } from '../query/call-record.js';
import { fileStamp, isSameFile, stampedSize } from './file-stamp.js';
import { indexPath, loadIndex, saveIndex, type SavedIndex } from './index-files.js';
import { JoinedCalls } from './joined-calls.js';
import { LineAt } from './line-at.js';
import { scanSegment } from './scan-segment.js';
import { SegmentIndex, type IndexedHead } from './segment-index.js';

/** So many new calls are worth writing the index of a segment that still grows. */
const WORTH_SAVING = 4096;

/** A segment's index, and what of it an earlier or this process left on the disk. */
interface IndexEntry {
  readonly index: SegmentIndex;
  readonly path: string;
  saved: SavedIndex | null;
}

/** What queries read: fixed while they do, except that later calls and outcomes may be added. */
export interface IndexView {
  readonly segments: readonly { readonly index: SegmentIndex; readonly path: string }[];
  readonly joined: JoinedCalls;
}

/**
 * The index over all segments of a journal, kept up to date by those who read: each `refresh` looks at the files
 * from outside, and reads only what was appended since. A file that was changed otherwise is indexed anew, with all
 * after it.
 */
export class JournalIndex {
  readonly #dir: string;
  readonly #findKey: () => Buffer | null;
  readonly #now: () => number;
  #segments: IndexEntry[] = [];
  #joined = new JoinedCalls();
  /** Calls that wait for an outcome, by their id. Null: not known yet. */
  #open: Map<string, number> | null = new Map();

  /** @param findKey gives the key of index files; asked only when there is something to load or to save. */
  constructor(dir: string, findKey: () => Buffer | null, now: () => number) {
    this.#dir = dir;
    this.#findKey = findKey;
    this.#now = now;
  }

  /** @throws the system's error when the folder or a file is there but cannot be read. */
  refresh(): IndexView {
    const files = segmentFiles(this.#dir);
    files.forEach((file, place) => this.#refreshSegment(file, place, place === files.length - 1));
    if (this.#segments.length > files.length) this.#dropFrom(files.length);
    return { segments: [...this.#segments], joined: this.#joined };
  }

  #refreshSegment(file: SegmentFile, place: number, isLast: boolean): void {
    const known = this.#segments[place]?.index;
    const now = fileStamp(lstatSync(file.path, { bigint: true }));
    if (known?.segment === file.index && known.reach.stamp === now) return;
    const fd = openSegmentFile(file.path);
    try {
      if (known !== undefined && known.segment === file.index && isContinued(fd, known, now)) {
        this.#extend(fd, place, now);
      } else {
        this.#dropFrom(place);
        this.#segments.push(this.#load(file, fd, place));
        this.#extend(fd, place, now);
      }
      this.#save(fd, place, isLast);
    } finally {
      closeSync(fd);
    }
  }

  #load(file: SegmentFile, fd: number, place: number): IndexEntry {
    const { path, index: segment } = file;
    const firstCall = this.#joined.count;
    const prior = this.#prior(place);
    const key = prior !== null && existsSync(indexPath(path)) ? this.#findKey() : null;
    const loaded =
      key === null || prior === null ? null : loadIndex({ path, fd, segment, firstCall, prior }, key);
    if (loaded === null) return { index: new SegmentIndex(segment, firstCall), path, saved: null };
    this.#joined.addSegment(place, loaded.index);
    this.#open = null;
    return { ...loaded, path };
  }

  #save(fd: number, place: number, isLast: boolean): void {
    const entry = this.#segments[place];
    const prior = this.#prior(place);
    if (entry === undefined || prior === null) return;
    const { index, path, saved } = entry;
    if (index.reach.through === (saved?.through ?? 0)) return;
    if (isLast && index.calls.count - (saved?.calls ?? 0) < WORTH_SAVING) return;
    const key = this.#findKey();
    if (key === null) return;
    const { segment, firstCall } = index;
    entry.saved = saveIndex(index, { path, fd, segment, firstCall, prior }, key, this.#now()) ?? saved;
  }

  /** What an index file at a place counts on; null when the one before it is not on the disk as it is here. */
  #prior(place: number): string | null {
    if (place === 0) return '';
    const before = this.#segments[place - 1];
    return before?.saved?.through === before?.index.reach.through ? (before?.saved?.mac ?? null) : null;
  }

  /** Reads what follows the last indexed line of a segment. */
  #extend(fd: number, place: number, stamp: string): void {
    const index = this.#segments[place]?.index;
    if (index === undefined) return;
    if (committedEnd(fd) <= index.reach.through) {
      index.reach = { ...index.reach, stamp };
      return;
    }
    // A call added here would take the number of one that is indexed already.
    if (index.firstCall + index.calls.count < this.#joined.count) this.#dropFrom(place + 1);
    const open = (this.#open ??= this.#readOpen());
    const { through, head } = scanSegment(fd, index.reach.through, (seq, span, record) => {
      if (record.kind === 'outcome') {
        const call = open.get(record.callId);
        if (call === undefined) return;
        open.delete(record.callId);
        index.addOutcome(call, span, record);
        this.#joined.close(place, index, index.closings.count - 1);
        return;
      }
      index.addCall(seq, span, record);
      const call = this.#joined.count;
      this.#joined.addCall(record.kind === 'blocked');
      if (record.kind === 'blocked') return;
      const earlier = open.get(record.callId);
      if (earlier !== undefined) {
        index.addSuperseded(earlier);
        this.#joined.close(place, index, index.closings.count - 1);
      }
      open.set(record.callId, call);
    });
    index.reach = { through, head: head ?? index.reach.head, stamp };
  }

  /** Forgets the segments from a place on, and what they said of calls before. */
  #dropFrom(place: number): void {
    if (this.#segments.length <= place) return;
    this.#segments = this.#segments.slice(0, place);
    // A new one, because a query that is under way still reads the old.
    this.#joined = new JoinedCalls();
    this.#segments.forEach(({ index }, earlier) => this.#joined.addSegment(earlier, index));
    this.#open = null;
  }

  /** The ids of the calls that wait, which the index does not keep, from their own lines. */
  #readOpen(): Map<string, number> {
    const open = new Map<string, number>();
    for (const { index, path } of this.#segments) {
      let lines: LineAt | null = null;
      let fd: number | null = null;
      try {
        for (let row = 0; row < index.calls.count; row += 1) {
          if (!this.#joined.isOpen(index.firstCall + row)) continue;
          fd ??= openSegmentFile(path);
          lines ??= new LineAt(fd, 'exact');
          const { offset, bytes } = index.call(row);
          const found = lines.read(offset, bytes);
          const record =
            found === null ? null : callRecordOf(parseLine(found.buffer, found.start, found.end));
          if (record !== null) open.set(record.callId, index.firstCall + row);
        }
      } finally {
        if (fd !== null) closeSync(fd);
      }
    }
    return open;
  }
}

/** True when the file is the one that was indexed, longer or shorter only behind the last indexed line. */
function isContinued(fd: number, { reach }: SegmentIndex, now: string): boolean {
  if (!isSameFile(reach.stamp, now)) return false;
  const size = stampedSize(now);
  return (
    size !== stampedSize(reach.stamp) &&
    size >= reach.through &&
    (reach.head === null || isAt(fd, reach.head))
  );
}

function isAt(fd: number, { offset, bytes, hash }: IndexedHead): boolean {
  const found = new LineAt(fd, 'exact').read(offset, bytes);
  return found !== null && leafHash(found.buffer.toString('utf8', found.start, found.end)) === hash;
}
