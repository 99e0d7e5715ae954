import { describe, it } from 'vitest';
import { createJournalEventStore } from '../../src/episodic/journal-event-store.js';
import { createSqliteEventStore } from '../../src/episodic/sqlite-event-store.js';
import { describeEventStore } from './event-store-conformance.js';
import { SQLITES } from './sqlites.js';

describeEventStore('journal', { open: createJournalEventStore });

for (const { name, open } of SQLITES) {
  if (open === null) {
    describe(`${name}: what every event store promises`, () =>
      it.skip('skipped: no SQLite', () => undefined));
  } else {
    describeEventStore(name, { open: (options) => createSqliteEventStore(options, open) });
  }
}
