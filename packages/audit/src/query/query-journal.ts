import { JournalIndex } from '../index/journal-index.js';
import { indexKey } from '../index/index-key.js';
import { asUnavailable } from '../write/journal-error.js';
import type { AuditEntry } from './audit-entry.js';
import { checkFilter, type AuditFilter } from './audit-filter.js';
import type { AuditStats } from './audit-stats.js';
import { countCalls } from './count-calls.js';
import { createEntryPayloads } from './entry-payloads.js';
import { findCalls, type FoundCall } from './find-calls.js';

/** Answers questions about the calls in a journal. */
export interface CallQueries {
  /** Calls that match, newest first, read as they are asked for. */
  calls(filter: AuditFilter): Generator<AuditEntry, void, undefined>;
  /** The same with their lines, oldest first. */
  found(filter: AuditFilter): Generator<FoundCall, void, undefined>;
  stats(now: number): AuditStats;
}

/**
 * Queries over the journal in `dir`, with an index that is kept in memory from one to the next, and beside the
 * segments from one process to the next where `keyDir` and `dir` can be written. Takes no lock.
 *
 * Answers say what the segments say: whether those are genuine is the verifier's question. They throw
 * `INVALID_ARGUMENT` for a filter that is none and `STATE_UNAVAILABLE` when a file is there but cannot be read.
 */
export function queryJournal(dir: string, keyDir: string): CallQueries {
  let key: Buffer | null = null;
  const index = new JournalIndex(
    dir,
    () => (key ??= indexKey(keyDir)),
    () => Date.now(),
  );
  const reading = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw asUnavailable('The journal cannot be read.', error);
    }
  };
  const found = (filter: AuditFilter, order: 'newest' | 'oldest'): Generator<FoundCall, void, undefined> => {
    checkFilter(filter);
    return streamed(
      reading(() => findCalls(index.refresh(), filter, order)),
      reading,
    );
  };
  return {
    calls: (filter) => entries(found(filter, 'newest'), createEntryPayloads(dir)),
    found: (filter) => found(filter, 'oldest'),
    stats: (now) => reading(() => countCalls(index.refresh(), now)),
  };
}

function* streamed<T>(
  items: Generator<T, void, undefined>,
  reading: <R>(read: () => R) => R,
): Generator<T, void, undefined> {
  try {
    for (;;) {
      const next = reading(() => items.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    items.return();
  }
}

function* entries(
  found: Iterable<FoundCall>,
  withPayloads: (call: FoundCall) => AuditEntry,
): Generator<AuditEntry, void, undefined> {
  for (const call of found) yield withPayloads(call);
}
