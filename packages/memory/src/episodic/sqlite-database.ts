import { SentinelError } from '@sentinel-agentos/core';
import { createRequire } from 'node:module';
import { stateUnavailable } from '../storage/state-unavailable.js';

/** A value of a row. */
export type SqliteValue = string | number | bigint | null | Uint8Array;

/** What `node:sqlite` and `better-sqlite3` have in common and this package uses. */
export interface SqliteStatement {
  run(...values: readonly SqliteValue[]): unknown;
  get(...values: readonly SqliteValue[]): unknown;
  all(...values: readonly SqliteValue[]): readonly unknown[];
  iterate(...values: readonly SqliteValue[]): Iterable<unknown>;
}

/** An open database. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): unknown;
}

/** Opens a database file, and makes it when there is none. */
export type OpenSqlite = (path: string) => SqliteDatabase;

/**
 * Finds a SQLite: the one inside Node (22.13 and later), else the package `better-sqlite3` if it is installed.
 * Throws `STATE_UNAVAILABLE` saying what to install when there is neither.
 */
export function findSqlite(): OpenSqlite {
  const open = sqliteOfNode() ?? betterSqlite();
  if (open !== null) return open;
  throw new SentinelError(
    'STATE_UNAVAILABLE',
    'memory: episodicStore "sqlite" needs Node 22.13 or later, or `npm install better-sqlite3`',
  );
}

// CommonJS has no import.meta.url, ES modules have no __filename.
const load: NodeJS.Require = createRequire(typeof __filename === 'string' ? __filename : import.meta.url);

/** The SQLite inside Node; null where it has none. */
export function sqliteOfNode(): OpenSqlite | null {
  const known = loaded(() => load('node:sqlite') as { readonly DatabaseSync?: DatabaseClass });
  const Database = known?.DatabaseSync;
  return Database === undefined ? null : (path) => opened(path, Database);
}

/** The package `better-sqlite3`, found from here or from a folder; null where it is not or does not run. */
export function betterSqlite(from?: string): OpenSqlite | null {
  const find = from === undefined ? load : createRequire(from);
  const Database = loaded(() => find('better-sqlite3') as DatabaseClass);
  if (Database === null) return null;
  // The native part is loaded with the first database only.
  const works = loaded(() => {
    new Database(':memory:').close();
    return true;
  });
  return works === null ? null : (path) => opened(path, Database);
}

type DatabaseClass = new (path: string) => SqliteDatabase;

function opened(path: string, Database: DatabaseClass): SqliteDatabase {
  try {
    return new Database(path);
  } catch (cause) {
    throw sqliteError('open', path, cause);
  }
}

/** The file is damaged, or no database at all. */
export class SqliteDamaged extends Error {}

const DAMAGED: ReadonlySet<number> = new Set([11, 26]);
const BUSY: ReadonlySet<number> = new Set([5, 6]);
const CODES: Readonly<Record<string, number>> = {
  SQLITE_CORRUPT: 11,
  SQLITE_NOTADB: 26,
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
};

/** What to throw for an error of either SQLite: `STATE_LOCKED`, `STATE_UNAVAILABLE`, {@link SqliteDamaged}. */
export function sqliteError(action: string, path: string, cause: unknown): Error {
  if (SentinelError.is(cause) || cause instanceof SqliteDamaged) return cause;
  const { code, errcode } = cause as { readonly code?: unknown; readonly errcode?: unknown };
  const name = typeof code === 'string' ? /^SQLITE_[A-Z]+/u.exec(code)?.[0] : undefined;
  // The lowest eight bits are the primary code.
  const number = typeof errcode === 'number' ? errcode & 0xff : (CODES[name ?? ''] ?? 0);
  if (DAMAGED.has(number)) return new SqliteDamaged(path, { cause });
  if (!BUSY.has(number)) return stateUnavailable(action, path, cause);
  return new SentinelError(
    'STATE_LOCKED',
    `memory: ${JSON.stringify(path)} is being written by another process`,
    { cause },
  );
}

function loaded<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
