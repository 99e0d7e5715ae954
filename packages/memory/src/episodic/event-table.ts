import { EVENT_LEVELS, type EventLevel } from './memory-event.js';

/** Where the line of an event is. */
export interface LinePlace {
  readonly file: 'base' | 'appended';
  readonly offset: number;
  readonly length: number;
}

/** Where every event of a journal is, in typed arrays: about 40 bytes an event, however long its text. */
export interface EventTable {
  /** Rows, dead ones included. */
  readonly rows: number;
  readonly byLevel: Readonly<Record<EventLevel, number>>;
  /** Adds a row; `seq` must be greater than that of every row before. */
  add(id: string, seq: number, level: EventLevel, place: LinePlace): number;
  /** Takes a row out: its event has moved to another. */
  bury(row: number): void;
  isAlive(row: number): boolean;
  seq(row: number): number;
  place(row: number): LinePlace;
  /** The first row whose `seq` is at least this one. */
  rowFrom(seq: number): number;
  /** The newest living row with an id; `isIt` tells ids apart that share a hash. */
  find(id: string, isIt: (row: number) => boolean): number | undefined;
}

const DEAD = EVENT_LEVELS.length;
/** From so many rows on, half as many again are much. */
const MANY = 1 << 16;

/** Makes an empty table. */
export function createEventTable(): EventTable {
  const byLevel = { full: 0, summary: 0, line: 0, forgotten: 0 };
  let capacity = 256;
  let offsets = new Float64Array(capacity);
  let lengths = new Uint32Array(capacity);
  let seqs = new Float64Array(capacity);
  let levels = new Uint8Array(capacity);
  let appended = new Uint8Array(capacity);
  let hashes = new Uint32Array(capacity);
  /** Row + 1 by hash, open addressing; a row's older namesakes lie behind it in its run. */
  let slots = new Int32Array(capacity * 2);
  let rows = 0;

  const grow = (): void => {
    capacity = Math.ceil(capacity * (capacity < MANY ? 1.5 : 1.2));
    offsets = copied(offsets, new Float64Array(capacity));
    lengths = copied(lengths, new Uint32Array(capacity));
    seqs = copied(seqs, new Float64Array(capacity));
    levels = copied(levels, new Uint8Array(capacity));
    appended = copied(appended, new Uint8Array(capacity));
    hashes = copied(hashes, new Uint32Array(capacity));
    slots = new Int32Array(capacity * 2);
    for (let row = 0; row < rows; row += 1) place(row);
  };
  const place = (row: number): void => {
    // Of rows with one hash only the newest few are kept: an id that is given a million times costs no more.
    let taking = row + 1;
    let twins = 0;
    for (let slot = (hashes[row] ?? 0) % slots.length; ; slot = (slot + 1) % slots.length) {
      const there = slots[slot] ?? 0;
      if (there === 0) {
        slots[slot] = taking;
        return;
      }
      if (hashes[there - 1] !== hashes[row]) continue;
      slots[slot] = taking;
      taking = there;
      twins += 1;
      if (twins === MAX_TWINS) return;
    }
  };

  return {
    get rows() {
      return rows;
    },
    byLevel,
    add(id, seq, level, where) {
      if (rows === capacity) grow();
      const row = rows;
      rows += 1;
      offsets[row] = where.offset;
      lengths[row] = where.length;
      seqs[row] = seq;
      levels[row] = EVENT_LEVELS.indexOf(level);
      appended[row] = where.file === 'appended' ? 1 : 0;
      hashes[row] = hashOf(id);
      byLevel[level] += 1;
      place(row);
      return row;
    },
    bury(row) {
      const level = EVENT_LEVELS[levels[row] ?? DEAD];
      if (level === undefined) return;
      byLevel[level] -= 1;
      levels[row] = DEAD;
    },
    isAlive: (row) => levels[row] !== DEAD,
    seq: (row) => seqs[row] ?? 0,
    place: (row) => ({
      file: appended[row] === 1 ? 'appended' : 'base',
      offset: offsets[row] ?? 0,
      length: lengths[row] ?? 0,
    }),
    rowFrom(seq) {
      let low = 0;
      for (let high = rows; low < high;) {
        const middle = (low + high) >> 1;
        if ((seqs[middle] ?? 0) < seq) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    find(id, isIt) {
      const hash = hashOf(id);
      for (let slot = hash % slots.length; ; slot = (slot + 1) % slots.length) {
        const row = (slots[slot] ?? 0) - 1;
        if (row === -1) return undefined;
        if (hashes[row] === hash && levels[row] !== DEAD && isIt(row)) return row;
      }
    },
  };
}

/** More ids than this never share 32 bits by chance among millions. */
const MAX_TWINS = 16;

function copied<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** FNV-1a over UTF-16 units, 32 bits, stirred at the end. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
