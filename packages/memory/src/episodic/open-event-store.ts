import type { EventStore, EventStoreOptions } from './event-store.js';
import { createJournalEventStore } from './journal-event-store.js';
import { findSqlite } from './sqlite-database.js';
import { createSqliteEventStore } from './sqlite-event-store.js';

/** How events are kept: in an append-only journal of lines, or in a SQLite database. */
export type EpisodicStoreKind = 'journal' | 'sqlite';

/** Every kind of store there is. */
export const EPISODIC_STORES: readonly EpisodicStoreKind[] = ['journal', 'sqlite'];

/** Opens a store of a kind. Throws `STATE_UNAVAILABLE` when it is `sqlite` and there is no SQLite here. */
export function openEventStore(kind: EpisodicStoreKind, options: EventStoreOptions): EventStore {
  switch (kind) {
    case 'journal':
      return createJournalEventStore(options);
    case 'sqlite':
      return createSqliteEventStore(options, findSqlite());
  }
}
