import type { JournalRecord } from '../record.js';

/** Where a record stands in the journal. */
export interface RecordRef {
  readonly seq: number;
}

/** Keeps what happened. A record is durable when its append returns or resolves. */
export interface Journal {
  append(record: JournalRecord): Promise<RecordRef>;
  appendSync(record: JournalRecord): RecordRef;
  /**
   * Queues a record that becomes durable with the next batch, or when the journal is flushed.
   * Records keep the order in which they were handed in, over all three methods.
   */
  enqueue(record: JournalRecord): void;
  /** Resolves when everything handed in so far is durable; rejects when something could not be written. */
  flush(): Promise<void>;
}
