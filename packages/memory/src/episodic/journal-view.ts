import { createEventTable, type LinePlace } from './event-table.js';
import { decodeBytes, salvageOffset, type JournalLine } from './journal-line.js';
import type { EventLevel, MemoryEvent } from './memory-event.js';
import { repeatEvent } from './repeat-event.js';

/** An event as the journal keeps it. */
export interface StoredEvent {
  readonly nonce: string;
  readonly event: MemoryEvent;
}

/** What reading some bytes came to. */
export interface Reading {
  /** Bytes read to the end of the last whole line. */
  readonly consumed: number;
  /** Lines that are not what was written, as they are. */
  readonly damaged: readonly Buffer[];
}

/** The state that the lines of a journal add up to. Texts stay in the file unless there are few of them. */
export interface JournalView {
  /**
   * Reads lines in the journal's order; `offset` is where they begin in their file. An unfinished last line
   * is left for later, unless it is whole and `isEnd` says that the file ends with it.
   */
  read(bytes: Buffer, file: LinePlace['file'], offset: number, isEnd: boolean): Reading;
  /** Rows, moved events' old ones included. */
  readonly rows: number;
  readonly byLevel: Readonly<Record<EventLevel, number>>;
  /** The event of a row; undefined when it has moved. Throws {@link LineGone}. */
  stored(row: number): StoredEvent | undefined;
  /** The row of the first event whose `seq` is at least this one. */
  rowFrom(seq: number): number;
  /** Newest row of an id. */
  find(id: string): StoredEvent | undefined;
  /** `seq` of events that were in rows before this one and have moved to it or behind it. */
  movedSince(row: number): readonly number[];
  readonly nextSeq: number;
  readonly dropped: number;
}

/** A line could not be read again: the journal has moved on, or was damaged after it was read. */
export class LineGone extends Error {}

/** Events kept in memory. A store of the default size has fewer. */
const MAX_CACHED = 8_192;
const LINE_FEED = 0x0a;

/** What lines behind an event's own say of it. */
interface Later {
  /** The event as it was when it was last said again. */
  readonly again: Pick<MemoryEvent, 'ts' | 'support' | 'validFrom' | 'sourceIds'> | null;
  readonly accesses: number;
  readonly lastAccess: number | null;
  readonly closed: Pick<MemoryEvent, 'supersededBy' | 'validTo'> | null;
}

const NOTHING_LATER: Later = { again: null, accesses: 0, lastAccess: null, closed: null };

/** Makes the view of an empty journal. `readLine` reads the bytes of a line again. */
export function createJournalView(readLine: (place: LinePlace) => Buffer | null): JournalView {
  const table = createEventTable();
  const cache = new Map<number, StoredEvent>();
  const later = new Map<number, Later>();
  const moves: { readonly to: number; readonly from: number }[] = [];
  let nextSeq = 1;
  let dropped = 0;

  const keep = (row: number, stored: StoredEvent): StoredEvent => {
    cache.set(row, stored);
    if (cache.size > MAX_CACHED) {
      for (const oldest of cache.keys()) {
        cache.delete(oldest);
        break;
      }
    }
    return stored;
  };
  const stored = (row: number): StoredEvent => {
    const known = cache.get(row);
    if (known !== undefined) return known;
    const bytes = readLine(table.place(row));
    const line = bytes === null ? null : decodeBytes(bytes);
    if (line?.kind !== 'event') throw new LineGone();
    const event = withLater(line.event, table.seq(row), later.get(row) ?? NOTHING_LATER);
    return keep(row, { nonce: line.nonce, event });
  };
  const rowOf = (id: string): number | undefined => table.find(id, (row) => stored(row).event.id === id);
  const addLater = (row: number, change: (before: Later) => Later): void => {
    later.set(row, change(later.get(row) ?? NOTHING_LATER));
    cache.delete(row);
  };

  const apply = (line: JournalLine, place: LinePlace): void => {
    switch (line.kind) {
      case 'head':
        nextSeq = Math.max(nextSeq, line.nextSeq);
        dropped = line.dropped;
        return;
      case 'end':
        return;
      case 'event': {
        const { event, nonce } = line;
        const seq = 'seq' in event ? event.seq : nextSeq;
        if (table.rows > 0 && seq <= table.seq(table.rows - 1)) return;
        nextSeq = Math.max(nextSeq, seq + 1);
        // Closed before it is added: an event may bear the id of the one that it replaces. In a base it is.
        if (place.file === 'appended' && event.supersedes !== null) close(event.supersedes, event);
        const row = table.add(event.id, seq, event.level, place);
        if (row < MAX_CACHED) keep(row, { nonce, event: withLater(event, seq, NOTHING_LATER) });
        return;
      }
      case 'again':
        repeat(line.id, line.at, line.sourceIds);
        return;
      case 'touch': {
        const row = rowOf(line.id);
        if (row === undefined) return;
        addLater(row, (before) => ({
          ...before,
          accesses: before.accesses + line.times,
          lastAccess: Math.max(line.at, before.lastAccess ?? line.at),
        }));
      }
    }
  };

  const close = (id: string, by: Pick<MemoryEvent, 'id' | 'ts' | 'validFrom'>): void => {
    const row = rowOf(id);
    if (row === undefined) return;
    const closed = { supersededBy: by.id, validTo: by.validFrom ?? by.ts };
    addLater(row, (before) => ({ ...before, closed }));
  };

  const repeat = (id: string, at: number, sourceIds: readonly string[]): void => {
    const from = rowOf(id);
    if (from === undefined) return;
    const { event, nonce } = stored(from);
    if (event.level === 'forgotten') return;
    const before = later.get(from) ?? NOTHING_LATER;
    table.bury(from);
    cache.delete(from);
    later.delete(from);
    const to = table.add(id, nextSeq, event.level, table.place(from));
    nextSeq += 1;
    moves.push({ to, from });
    const again = repeatEvent(event, table.seq(to), at, sourceIds);
    const { ts, support, validFrom, sourceIds: sources } = again;
    later.set(to, { ...before, again: { ts, support, validFrom, sourceIds: sources } });
    keep(to, { nonce, event: again });
  };

  const readOne = (bytes: Buffer, place: LinePlace, damaged: Buffer[]): void => {
    if (bytes.length === 0) return;
    const line = decodeBytes(bytes);
    if (line !== null) {
      apply(line, place);
      return;
    }
    const whole = salvageOffset(bytes);
    if (whole === -1) {
      damaged.push(bytes);
      return;
    }
    const { file, offset } = place;
    readOne(bytes.subarray(0, whole), { file, offset, length: whole }, damaged);
    const rest = { file, offset: offset + whole, length: bytes.length - whole };
    readOne(bytes.subarray(whole), rest, damaged);
  };

  return {
    read(bytes, file, offset, isEnd) {
      const damaged: Buffer[] = [];
      let start = 0;
      for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
        const place = { file, offset: offset + start, length: end - start };
        readOne(bytes.subarray(start, end), place, damaged);
        start = end + 1;
      }
      const rest = isEnd && start < bytes.length ? decodeBytes(bytes.subarray(start)) : null;
      if (rest !== null) {
        apply(rest, { file, offset: offset + start, length: bytes.length - start });
        start = bytes.length;
      }
      return { consumed: start, damaged };
    },
    get rows() {
      return table.rows;
    },
    byLevel: table.byLevel,
    stored: (row) => (table.isAlive(row) ? stored(row) : undefined),
    rowFrom: (seq) => table.rowFrom(seq),
    find(id) {
      const row = rowOf(id);
      return row === undefined ? undefined : stored(row);
    },
    movedSince: (row) =>
      moves.filter((move) => move.to >= row && move.from < row).map((move) => table.seq(move.from)),
    get nextSeq() {
      return nextSeq;
    },
    get dropped() {
      return dropped;
    },
  };
}

function withLater(event: Omit<MemoryEvent, 'seq'>, seq: number, later: Later): MemoryEvent {
  if (later === NOTHING_LATER) return Object.freeze({ ...event, seq });
  const { again, accesses, lastAccess, closed } = later;
  return Object.freeze({
    ...event,
    seq,
    ...again,
    accessCount: event.accessCount + accesses,
    lastAccess: lastAccess ?? event.lastAccess,
    ...closed,
  });
}
