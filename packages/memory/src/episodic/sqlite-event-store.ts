import { nanoid } from 'nanoid';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { invalidArgument } from '../input/invalid-argument.js';
import { withFileLock } from '../storage/file-lock.js';
import { makeFolder } from '../storage/make-folder.js';
import type { ChangeEvents, EventChanges, EventStore, EventStoreOptions } from './event-store.js';
import { createDamageReport } from './damage-report.js';
import type { MemoryEvent } from './memory-event.js';
import { repeatEvent } from './repeat-event.js';
import { SqliteDamaged, sqliteError, type OpenSqlite, type SqliteDatabase } from './sqlite-database.js';
import { salvageEvents } from './sqlite-salvage.js';
import { openEventRows, rowBytes, type EventRows } from './sqlite-table.js';

/** A compaction makes this much room at once, so that the next ones are far apart. */
const REFILL = 0.9;
/** What was said this often between two looks is told by a reset. */
const MAX_FORMER_PLACES = 64;
const SUFFIXES = ['', '-wal', '-shm'] as const;
const SETTINGS = `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 1048576;`;

/**
 * Events in one table of a SQLite database (WAL) that any number of processes share. The cap counts the bytes
 * of the rows; the pages and the log of SQLite come on top of it.
 */
export function createSqliteEventStore(options: EventStoreOptions, open: OpenSqlite): EventStore {
  const { folder, maxBytes, fit, report } = options;
  const path = join(folder, 'events.sqlite');
  const damage = createDamageReport(folder, report);
  const touched = new Map<string, { readonly times: number; readonly at: number }>();
  let connection: Connection | null = null;

  const connect = (): Connection => {
    const inode = existsSync(path) ? statSync(path).ino : -1;
    if (connection !== null && connection.inode === inode) return connection;
    connection?.database.close();
    connection = null;
    makeFolder(folder);
    const database = open(path);
    try {
      database.exec(SETTINGS);
      const check = database.prepare('PRAGMA quick_check(1)').get() as { readonly quick_check?: unknown };
      if (check.quick_check !== 'ok') throw new SqliteDamaged(path);
      const rows = openEventRows(database, (line) => damage({ file: path, bytes: Buffer.from(line) }));
      connection = { database, rows, inode: statSync(path).ino };
      return connection;
    } catch (cause) {
      database.close();
      throw cause;
    }
  };

  /** Does something with the table. What damage stops is done again once the database is mended. */
  const withTable = <T>(action: string, work: (connection: Connection) => T): T => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return work(connect());
      } catch (cause) {
        const error = sqliteError(action, path, cause);
        if (!(error instanceof SqliteDamaged)) throw error;
        if (attempt === 3) throw sqliteError(action, path, error.message);
        mend();
      }
    }
  };
  const read = <T>(empty: T, work: (rows: EventRows) => T): T =>
    existsSync(path) ? withTable('read', ({ rows }) => work(rows)) : empty;
  const write = <T>(work: (rows: EventRows) => T): T =>
    withTable('write', ({ database, rows }) => transaction(database, () => work(rows)));

  const setHead = (rows: EventRows, bytes: number, nextSeq = 0): void => {
    const head = rows.head();
    const epoch = head.epoch === '' ? nanoid() : head.epoch;
    rows.setHead({ ...head, epoch, bytes: head.bytes + bytes, nextSeq: Math.max(head.nextSeq, nextSeq) });
  };

  const compact = (rows: EventRows, target: number, change: ChangeEvents): void => {
    const before = [...rows.from(1)];
    const { events, dropped } = fit(change(before), target, rowBytes);
    const known = new Set(before);
    let bytes = 0;
    for (const event of events) bytes += known.has(event) ? rowBytes(event) : rows.put(event, []);
    const kept = new Set(events.map((event) => event.seq));
    for (const event of before) if (!kept.has(event.seq)) rows.remove(event.seq);
    const head = rows.head();
    rows.setHead({ ...head, bytes, dropped: head.dropped + dropped.length, epoch: nanoid() });
  };

  /** Makes room for bytes to come. */
  const makeRoom = (rows: EventRows, bytes: number): void => {
    if (bytes > maxBytes / 2)
      throw invalidArgument('event', `at most ${maxBytes / 2} bytes with its tags`, bytes);
    if (rows.head().bytes + bytes > maxBytes) compact(rows, maxBytes * REFILL - bytes, (events) => events);
  };

  const mend = (): void => {
    connection?.database.close();
    connection = null;
    withFileLock(join(folder, 'lock'), () => {
      if (isWhole(path, open)) return;
      const files = [path, `${path}-wal`].map((file) => ({ file, bytes: bytesOf(file) }));
      const events = salvageEvents(files.map(({ bytes }) => bytes));
      for (const one of files) if (one.bytes.length > 0) damage(one);
      for (const suffix of SUFFIXES) rmSync(path + suffix, { force: true });
      const { database, rows } = connect();
      transaction(database, () => {
        const bytes = events.reduce((sum, event) => sum + rows.put(event, []), 0);
        setHead(rows, bytes, (events.at(-1)?.seq ?? 0) + 1);
      });
    });
  };

  const tooBig = read(false, (rows) => rows.head().bytes > maxBytes);
  if (tooBig) write((rows) => compact(rows, maxBytes, (events) => events));

  return {
    append(event) {
      return write((rows) => {
        const place = (): MemoryEvent => Object.freeze({ ...event, seq: rows.head().nextSeq });
        makeRoom(rows, rowBytes(place()));
        const kept = place();
        const old = event.supersedes === null ? undefined : rows.find(event.supersedes);
        let bytes = 0;
        if (old !== undefined) {
          const closed = { ...old, supersededBy: event.id, validTo: event.validFrom ?? event.ts };
          bytes += rows.put(closed, rows.was(old.seq)) - rowBytes(old);
        }
        bytes += rows.put(kept, []);
        setHead(rows, bytes, kept.seq + 1);
        if (rows.head().bytes > maxBytes) compact(rows, maxBytes, (events) => events);
        return kept;
      });
    },
    repeat(id, at, sourceIds) {
      if (!existsSync(path)) return null;
      return write((rows) => {
        const found = rows.find(id);
        if (found === undefined || found.level === 'forgotten') return null;
        makeRoom(rows, rowBytes(found));
        const before = rows.find(id);
        if (before === undefined || before.level === 'forgotten') return null;
        const after = repeatEvent(before, rows.head().nextSeq, at, sourceIds);
        const was = [...rows.was(before.seq), before.seq];
        rows.remove(before.seq);
        const bytes = rows.put(after, was.slice(-MAX_FORMER_PLACES)) - rowBytes(before);
        setHead(rows, bytes, after.seq + 1);
        if (was.length > MAX_FORMER_PLACES) rows.setHead({ ...rows.head(), epoch: nanoid() });
        return after;
      });
    },
    events: () => read([], (rows) => [...rows.from(1)]),
    latest: (count) => read([], (rows) => rows.latest(count)),
    find: (id) => read(undefined, (rows) => rows.find(id)),
    at: (seq) => read(undefined, (rows) => rows.at(seq)),
    changes(since) {
      return read<EventChanges>(
        { mark: { epoch: '', position: 1 }, isReset: since?.epoch !== '', added: [], moved: [] },
        (rows) => {
          const { epoch, nextSeq: position } = rows.head();
          const isReset = since?.epoch !== epoch;
          const from = isReset ? 1 : since.position;
          return {
            mark: { epoch, position },
            isReset,
            added: rows.from(from),
            moved: isReset ? [] : rows.movedSince(from),
          };
        },
      );
    },
    keepIndex: () => false,
    keptIndex: () => null,
    touch(ids, at) {
      for (const id of ids) {
        const { times, at: latest } = touched.get(id) ?? { times: 0, at };
        touched.set(id, { times: times + 1, at: Math.max(latest, at) });
      }
    },
    rewrite(change) {
      write((rows) => compact(rows, maxBytes, change));
      // What was forgotten leaves the log, too.
      withTable('write', ({ database }) => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    },
    flush() {
      if (touched.size > 0) {
        write((rows) => {
          let bytes = 0;
          for (const [id, { times, at }] of touched) {
            const event = rows.find(id);
            if (event === undefined) continue;
            const lastAccess = Math.max(at, event.lastAccess ?? at);
            const after = { ...event, accessCount: event.accessCount + times, lastAccess };
            bytes += rows.put(after, rows.was(event.seq)) - rowBytes(event);
          }
          setHead(rows, bytes);
          if (rows.head().bytes > maxBytes) compact(rows, maxBytes, (events) => events);
        });
        touched.clear();
      }
      if (existsSync(path)) {
        withTable('sync', ({ database }) => database.exec('PRAGMA wal_checkpoint(FULL)'));
      }
    },
    stats() {
      const nothing = { bytes: 0, dropped: 0, byLevel: { full: 0, summary: 0, line: 0, forgotten: 0 } };
      const found = read(nothing, (rows) => {
        const { bytes, dropped } = rows.head();
        return { bytes, dropped, byLevel: rows.countByLevel() };
      });
      return { ...found, maxBytes };
    },
  };
}

interface Connection {
  readonly database: SqliteDatabase;
  readonly rows: EventRows;
  /** Tells a database from another that was put in its place. */
  readonly inode: number;
}

function transaction<T>(database: SqliteDatabase, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (cause) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself.
    }
    throw cause;
  }
}

function isWhole(path: string, open: OpenSqlite): boolean {
  try {
    const database = open(path);
    try {
      const check = database.prepare('PRAGMA quick_check(1)').get() as { readonly quick_check?: unknown };
      return check.quick_check === 'ok';
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}

function bytesOf(path: string): Buffer {
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
}
