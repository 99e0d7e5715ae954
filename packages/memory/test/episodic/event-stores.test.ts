import { createJournalEventStore } from '../../src/episodic/journal-event-store.js';
import { describeEventStore } from './event-store-conformance.js';

describeEventStore('journal', { open: createJournalEventStore });
