import { betterSqlite, sqliteOfNode, type OpenSqlite } from '../../src/episodic/sqlite-database.js';

/** One that may not be here. */
export interface SqliteHere {
  readonly name: string;
  readonly open: OpenSqlite | null;
}

/**
 * The two packages that a SQLite store runs on. `better-sqlite3` has to be compiled, so it is no dependency of the
 * tests: they use it where there is one, or where this variable names a file beside whose `node_modules` it is.
 */
export const SQLITES: readonly SqliteHere[] = [
  { name: 'node:sqlite', open: sqliteOfNode() },
  { name: 'better-sqlite3', open: betterSqlite(process.env['SENTINEL_BETTER_SQLITE3']) },
];
