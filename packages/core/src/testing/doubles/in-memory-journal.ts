import type { Journal, RecordRef } from '../../ports/journal.js';
import type { JournalRecord } from '../../record.js';

/** A journal that keeps its records in memory. */
export class InMemoryJournal implements Journal {
  readonly records: JournalRecord[] = [];

  async append(record: JournalRecord): Promise<RecordRef> {
    return this.appendSync(record);
  }

  appendSync(record: JournalRecord): RecordRef {
    this.records.push(record);
    return { seq: this.records.length - 1 };
  }

  enqueue(record: JournalRecord): void {
    this.appendSync(record);
  }

  async flush(): Promise<void> {
    // Everything is as durable as it gets.
  }
}
