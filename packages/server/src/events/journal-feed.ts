import { describeRecord } from './describe-record.js';
import type { EventRing } from './event-ring.js';
import type { FileJournal } from 'sentinel-agentos';

/** Brings what is recorded, by whatever process, to those who subscribed. */
export interface JournalFeed {
  /** Takes over what was recorded since the last time, if anybody ever subscribed. Never throws. */
  catchUp(): void;
  /** Begins, with what is recorded from now on. Once begun it goes on, for those who come back. */
  begin(): void;
  stop(): void;
}

/** How often it looks for records of other processes; records of this one are taken over at once. */
const EVERY_MS = 250;

/** @param onError told when the journal cannot be read; the next look may find it again */
export function createJournalFeed(
  journal: Pick<FileJournal, 'tail'>,
  ring: EventRing,
  onError: (error: unknown) => void,
): JournalFeed {
  let tail: ReturnType<FileJournal['tail']> | null = null;
  let timer: NodeJS.Timeout | null = null;

  function catchUp(): void {
    if (tail === null) return;
    try {
      for (const record of tail()) {
        const { type, data } = describeRecord(record);
        ring.push(type, data);
      }
    } catch (error) {
      onError(error);
    }
  }

  return {
    catchUp,
    begin() {
      if (tail !== null) return;
      tail = journal.tail();
      timer = setInterval(catchUp, EVERY_MS);
      timer.unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
      tail = null;
    },
  };
}
