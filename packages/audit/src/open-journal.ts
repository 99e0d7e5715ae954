import { SentinelError, type Clock, type Journal } from '@sentinel-agentos/core';
import { resolve } from 'node:path';
import { exportJournal, type ExportFormat } from './export/export-journal.js';
import { createKeyStore } from './keys/key-store.js';
import { chooseLock } from './lock/choose-lock.js';
import type { LockMode } from './lock/lock.js';
import type { AuditEntry } from './query/audit-entry.js';
import type { AuditFilter } from './query/audit-filter.js';
import type { AuditStats } from './query/audit-stats.js';
import { queryJournal } from './query/query-journal.js';
import { readRecords, type RecordsOptions, type SequencedRecord } from './query/read-records.js';
import type { VerifyReport } from './verify/report.js';
import { verifyWithState } from './verify-with-state.js';
import { GroupCommit } from './write/group-commit.js';
import { recordBody } from './write/record-body.js';
import { SegmentStore } from './write/segment-store.js';

export interface JournalOptions {
  /** Folder of the journal. It is made when the first record is written. */
  readonly dir: string;
  /** Folder of the signing keys: outside of the workspace, where the agent's tools do not reach. */
  readonly keyDir: string;
  /** Folder for the last head of the journal, also out of reach. Default: `keyDir`. */
  readonly anchorDir?: string;
  readonly clock?: Clock;
  /** Default `auto`. */
  readonly lock?: LockMode;
}

/**
 * A journal in a file. A record is durable once its append has returned or resolved; a queued record is
 * within about 25 ms, with the next batch, or with `flush`, whichever is first.
 */
export interface FileJournal extends Journal {
  /** Calls that match, newest first, across restarts. Includes everything handed in so far. */
  query(filter?: AuditFilter): AuditEntry[];
  /** The same, one at a time: nothing is read before it is asked for, and what was read is not kept. */
  calls(filter?: AuditFilter): Generator<AuditEntry, void, undefined>;
  stats(): AuditStats;
  /** Calls that were about to run and have no outcome, newest first. */
  unfinished(): AuditEntry[];
  /** Records as they were handed in, oldest first, one at a time; includes everything handed in so far. */
  records(options?: RecordsOptions): Generator<SequencedRecord, void, undefined>;
  /** Writes the journal, or the calls that match, in a format for others, oldest first; see `ExportFormat`. */
  export(format: ExportFormat, filter?: AuditFilter): Generator<Buffer, void, undefined>;
  /** Holds the journal against its key in `keyDir` and its head in `anchorDir`. Takes no lock. */
  verify(): VerifyReport;
  /** Writes what is queued and closes the files. Nothing can be appended afterwards; reading still works. */
  close(): Promise<void>;
}

const SYSTEM_CLOCK: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/**
 * Opens a journal. Nothing is read, made or locked until the first record is written, so this also serves
 * readers of folders that cannot be written.
 *
 * Appending throws or rejects with a SentinelError, and then nothing of the record is in the journal:
 * `INVALID_ARGUMENT` the record cannot be kept as JSON · `STATE_UNAVAILABLE` folder or key cannot be used ·
 * `STATE_LOCKED` another process holds the journal · `TAMPERED` committed records were changed or removed:
 * the file is left as it is · `JOURNAL_FAILED` a write or sync failed: whether the record is on the disk is
 * unknown, and nothing more is taken until the journal is opened again.
 *
 * @throws SentinelError `INVALID_ARGUMENT` when a folder is not named, `STATE_UNAVAILABLE` when a kernel lock
 * is asked for where there is none.
 */
export function openJournal(options: JournalOptions): FileJournal {
  const dir = folder('dir', options.dir);
  const keyDir = folder('keyDir', options.keyDir);
  const anchorDir = options.anchorDir === undefined ? keyDir : folder('anchorDir', options.anchorDir);
  const clock = options.clock ?? SYSTEM_CLOCK;
  const keys = createKeyStore(keyDir);
  const lock = chooseLock(options.lock ?? 'auto', dir);
  const store = new SegmentStore({ dir, anchorDir, keys, lock, clock, now: () => clock.now() });
  const commits = new GroupCommit(store);

  const queries = queryJournal(dir, keyDir);
  const calls = (filter: AuditFilter): Generator<AuditEntry, void, undefined> => {
    commits.drainSync();
    return queries.calls(filter);
  };
  return {
    // An async function, so that a record that cannot be kept rejects instead of throwing.
    append: async (record) => commits.append(recordBody(record)),
    appendSync: (record) => commits.appendSync(recordBody(record)),
    enqueue: (record) => commits.enqueue(recordBody(record)),
    flush: () => commits.flush(),
    query: (filter = {}) => [...calls(filter)],
    calls: (filter = {}) => calls(filter),
    stats() {
      commits.drainSync();
      return queries.stats(clock.now());
    },
    unfinished: () => [...calls({ status: 'UNFINISHED' })],
    records(options = {}) {
      commits.drainSync();
      return readRecords(dir, options);
    },
    export(format, filter) {
      commits.drainSync();
      return exportJournal({ dir, found: (asked) => queries.found(asked) }, format, filter);
    },
    verify() {
      commits.drainSync();
      return verifyWithState({ dir, anchorDir, keys });
    },
    async close() {
      try {
        await commits.flush();
      } finally {
        store.close();
      }
    },
  };
}

function folder(name: string, path: unknown): string {
  if (typeof path === 'string' && path !== '' && !path.includes('\0')) return resolve(path);
  throw new SentinelError(
    'INVALID_ARGUMENT',
    `${name} must be the path of a folder, not ${JSON.stringify(path)}.`,
  );
}
