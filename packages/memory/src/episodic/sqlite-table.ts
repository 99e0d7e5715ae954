import { decodeLine, encodeLine } from './journal-line.js';
import { EVENT_LEVELS, type EventLevel, type MemoryEvent } from './memory-event.js';
import type { SqliteDatabase, SqliteStatement } from './sqlite-database.js';

/** What is known of the table as a whole; its first row. */
export interface TableHead {
  readonly nextSeq: number;
  readonly dropped: number;
  /** Bytes of all rows. */
  readonly bytes: number;
  /** Changes whenever events change in any other way than by coming and moving. */
  readonly epoch: string;
}

/** The one table: an event a row, as the line that the journal would hold, and what is needed to find it. */
export interface EventRows {
  head(): TableHead;
  setHead(head: TableHead): void;
  /** `was` are the places that the event had before. */
  put(event: MemoryEvent, was: readonly number[]): number;
  remove(seq: number): void;
  at(seq: number): MemoryEvent | undefined;
  find(id: string): MemoryEvent | undefined;
  was(seq: number): readonly number[];
  /** Events from a place on, by pages, so that the database is free in between. */
  from(seq: number): Generator<MemoryEvent>;
  latest(count: number): readonly MemoryEvent[];
  movedSince(seq: number): readonly number[];
  countByLevel(): Record<EventLevel, number>;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, level INTEGER NOT NULL, was TEXT NOT NULL, line TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS events_by_id ON events (id);`;

const PAGE = 500;
/** Bytes of a row besides its line and its id, about what SQLite needs for it. */
const ROW_BYTES = 40;
const EMPTY: TableHead = { nextSeq: 1, dropped: 0, bytes: 0, epoch: '' };

/** Bytes an event counts for. */
export function rowBytes(event: MemoryEvent): number {
  return lineOf(event).length + event.id.length + ROW_BYTES;
}

/** Prepares the table. `onDamage` is told of lines that are not what was written. */
export function openEventRows(database: SqliteDatabase, onDamage: (line: string) => void): EventRows {
  database.exec(SCHEMA);
  const prepared = new Map<string, SqliteStatement>();
  const sql = (text: string): SqliteStatement => {
    const statement = prepared.get(text) ?? database.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
  const eventIn = (row: unknown): MemoryEvent | undefined => {
    if (row === undefined || row === null) return undefined;
    const text = String((row as { readonly line: unknown }).line);
    const line = decodeLine(text.trimEnd());
    if (line?.kind === 'event' && 'seq' in line.event) return line.event;
    onDamage(text);
    return undefined;
  };
  const eventsIn = (rows: readonly unknown[]): readonly MemoryEvent[] =>
    rows.map(eventIn).filter((event) => event !== undefined);

  return {
    head() {
      const row = sql('SELECT line FROM events WHERE seq = 0').get();
      return row === undefined ? EMPTY : parseHead(String((row as { readonly line: unknown }).line));
    },
    setHead(head) {
      const put = 'INSERT OR REPLACE INTO events (seq, id, level, was, line) VALUES (0, ?, -1, ?, ?)';
      sql(put).run('', '', JSON.stringify(head));
    },
    put(event, was) {
      const put = 'INSERT OR REPLACE INTO events (seq, id, level, was, line) VALUES (?, ?, ?, ?, ?)';
      const level = EVENT_LEVELS.indexOf(event.level);
      sql(put).run(event.seq, keyOf(event.id), level, was.join(' '), lineOf(event).toString());
      return rowBytes(event);
    },
    remove: (seq) => void sql('DELETE FROM events WHERE seq = ?').run(seq),
    at: (seq) => (seq < 1 ? undefined : eventIn(sql('SELECT line FROM events WHERE seq = ?').get(seq))),
    find: (id) =>
      eventIn(sql('SELECT line FROM events WHERE id = ? ORDER BY seq DESC LIMIT 1').get(keyOf(id))),
    was: (seq) => placesIn(sql('SELECT was FROM events WHERE seq = ?').get(seq)),
    *from(seq) {
      const page = sql('SELECT seq, line FROM events WHERE seq >= ? ORDER BY seq LIMIT ?');
      for (let next = Math.max(1, seq); ;) {
        const rows = page.all(next, PAGE);
        const last = rows.at(-1) as { readonly seq: number } | undefined;
        if (last === undefined) return;
        next = last.seq + 1;
        yield* eventsIn(rows);
      }
    },
    latest(count) {
      const latest = 'SELECT line FROM events WHERE seq > 0 ORDER BY seq DESC LIMIT ?';
      return eventsIn(sql(latest).all(count)).toReversed();
    },
    movedSince: (seq) =>
      sql("SELECT was FROM events WHERE seq >= ? AND was <> ''")
        .all(seq)
        .flatMap((row) => placesIn(row))
        .filter((place) => place < seq)
        .toSorted((a, b) => a - b),
    countByLevel() {
      const counts = { full: 0, summary: 0, line: 0, forgotten: 0 };
      for (const row of sql('SELECT level, COUNT(*) AS n FROM events WHERE seq > 0 GROUP BY level').all()) {
        const { level, n } = row as { readonly level: number; readonly n: number };
        const name = EVENT_LEVELS[level];
        if (name !== undefined) counts[name] = n;
      }
      return counts;
    },
  };
}

/** SQLite ends a text at a NUL and knows no lone surrogates; JSON writes both as escapes. */
function keyOf(id: string): string {
  return JSON.stringify(id);
}

function lineOf(event: MemoryEvent): Buffer {
  return encodeLine({ kind: 'event', nonce: '', event });
}

function placesIn(row: unknown): readonly number[] {
  const text = (row as { readonly was: string } | undefined)?.was ?? '';
  return text === '' ? [] : text.split(' ').map(Number);
}

function parseHead(text: string): TableHead {
  try {
    return { ...EMPTY, ...(JSON.parse(text) as Partial<TableHead>) };
  } catch {
    return EMPTY;
  }
}
