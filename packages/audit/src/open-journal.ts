import {
  SentinelError,
  type Clock,
  type Journal,
  type JournalRecord,
  type RecordRef,
} from '@sentinel-agentos/core';
import { resolve } from 'node:path';
import { AnchorPublisher } from './anchor/anchor-publisher.js';
import type { AnchorSink, AnchorSinkStatus } from './anchor/anchor-sink.js';
import { createMoveAside, type PayloadOptions } from './blobs/payload-option.js';
import { exportJournal, type ExportFormat } from './export/export-journal.js';
import { canonicalJson } from './format/canonical-json.js';
import { createKeyStore } from './keys/key-store.js';
import { chooseLock } from './lock/choose-lock.js';
import type { LockMode } from './lock/lock.js';
import type { AuditEntry } from './query/audit-entry.js';
import type { AuditFilter } from './query/audit-filter.js';
import type { AuditStats } from './query/audit-stats.js';
import { followEvents, type EventNews } from './query/follow-events.js';
import { tailRecords } from './query/tail-records.js';
import { queryJournal } from './query/query-journal.js';
import { readRecords, type RecordsOptions, type SequencedRecord } from './query/read-records.js';
import { redact, type Redaction } from './redact/redact.js';
import type { RedactTarget } from './redact/redact-target.js';
import type { Progress, VerifyReport } from './verify/report.js';
import { verifyWithState } from './verify-with-state.js';
import { GroupCommit } from './write/group-commit.js';
import type { WhenTampered } from './write/open-segment.js';
import { recordBody } from './write/record-body.js';
import { SegmentStore } from './write/segment-store.js';

export interface JournalOptions extends PayloadOptions {
  /** Folder of the journal. It is made when the first record is written. */
  readonly dir: string;
  /** Folder of the signing keys: outside of the workspace, where the agent's tools do not reach. */
  readonly keyDir: string;
  /** Folder for the last head of the journal, also out of reach. Default: `keyDir`. */
  readonly anchorDir?: string;
  readonly clock?: Clock;
  /** Default `auto`. */
  readonly lock?: LockMode;
  /** Bytes after which the next batch begins a new segment file, under a new key. Default 64 MiB. */
  readonly segmentBytes?: number;
  /**
   * What an append does to a journal that was tampered with. Default `refuse`: it fails with `TAMPERED`, for ever.
   * `start-new`: all bytes stay as they are, and a new chain begins in the next segment file.
   */
  readonly whenTampered?: WhenTampered;
  /** Further places to note the head in. */
  readonly anchors?: readonly AnchorSink[];
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
  /** Follows the events of certain names: each answer is of what was committed since the one before; see `EventNews`. */
  follow(names: readonly string[]): () => EventNews;
  /**
   * Follows all records from now on: each answer holds what was committed since the one before, by whatever process,
   * oldest first. Says what the files say, as every reading does.
   *
   * @throws SentinelError `STATE_UNAVAILABLE` when the folder or a file is there but cannot be read.
   */
  tail(): () => readonly SequencedRecord[];
  /**
   * Holds what others appended since this journal was last written to against its signatures, as every append does; the
   * first time, the whole of it. For whoever acts on what was read, and appends nothing.
   *
   * @throws SentinelError what appending throws, such as `TAMPERED`.
   */
  catchUp(): void;
  /** Writes the journal, or the calls that match, in a format for others, oldest first; see `ExportFormat`. */
  export(format: ExportFormat, filter?: AuditFilter): Generator<Buffer, void, undefined>;
  /**
   * Erases the payloads of a call or record that went to blobs, and appends an event `redaction` that says which, why
   * and when. No line changes: the journal verifies and every proof holds as before. See `redact` for what it throws.
   */
  redact(target: RedactTarget, reason: string): Promise<Redaction>;
  /**
   * Holds the journal against its key in `keyDir` and its head in `anchorDir`. Takes no lock.
   *
   * @param onProgress told from time to time how far it is.
   */
  verify(onProgress?: (progress: Progress) => void): VerifyReport;
  /** How the writer is doing. Reads nothing. */
  status(): JournalStatus;
  /**
   * Writes what is queued, closes the files, and waits for the sinks to take the last head. Nothing can be appended
   * afterwards; reading still works.
   */
  close(): Promise<void>;
}

/** What a writer knows of itself. */
export interface JournalStatus {
  /** Number of the segment that the next batch goes to; null before the first append. */
  readonly segment: number | null;
  /** The sinks of `anchors`, in their order. */
  readonly anchors: readonly AnchorSinkStatus[];
}

const SEGMENT_BYTES = 64 * 1024 * 1024;
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
  const publishers = (options.anchors ?? []).map(
    (sink) =>
      new AnchorPublisher(sink, (name, message) => store.owe('anchor-sink-failed', { sink: name, message })),
  );
  const store = new SegmentStore({
    dir,
    anchorDir,
    keys,
    lock,
    clock,
    now: () => clock.now(),
    whenTampered: whenTampered(options.whenTampered),
    segmentBytes: positive('segmentBytes', options.segmentBytes ?? SEGMENT_BYTES),
    onAnchored: (anchor) => publishers.forEach((publisher) => publisher.publish(anchor)),
  });
  const commits = new GroupCommit(store);
  const aside = createMoveAside(dir, options);

  const queries = queryJournal(dir, keyDir);
  const calls = (filter: AuditFilter): Generator<AuditEntry, void, undefined> => {
    commits.drainSync();
    return queries.calls(filter);
  };
  return {
    // An async function, so that a record that cannot be kept rejects instead of throwing.
    append: async (record) => commits.append(recordBody(record, aside)),
    appendSync: (record) => commits.appendSync(recordBody(record, aside)),
    enqueue: (record) => commits.enqueue(recordBody(record, aside)),
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
    follow: (names) => followEvents(dir, names),
    tail() {
      commits.drainSync();
      const read = tailRecords(dir);
      read();
      return read;
    },
    catchUp: () => commits.catchUpSync(),
    export(format, filter) {
      commits.drainSync();
      return exportJournal({ dir, found: (asked) => queries.found(asked) }, format, filter);
    },
    redact(target, reason) {
      commits.drainSync();
      const append = async (record: JournalRecord): Promise<RecordRef> =>
        commits.append(canonicalJson(record));
      return redact({ dir, now: () => clock.now(), append }, target, reason);
    },
    verify(onProgress) {
      commits.drainSync();
      return verifyWithState({ dir, anchorDir, keys, ...(onProgress === undefined ? {} : { onProgress }) });
    },
    status: () => ({
      segment: store.segment,
      anchors: publishers.map((publisher) => publisher.status()),
    }),
    async close() {
      try {
        await commits.flush();
      } finally {
        store.close();
        await Promise.all(publishers.map((publisher) => publisher.settled()));
      }
    },
  };
}

function positive(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new SentinelError('INVALID_ARGUMENT', `${name} must be a number of bytes, not ${String(value)}.`);
}

function whenTampered(value: unknown): WhenTampered {
  if (value === undefined || value === 'refuse') return 'refuse';
  if (value === 'start-new') return 'start-new';
  throw new SentinelError(
    'INVALID_ARGUMENT',
    `whenTampered must be "refuse" or "start-new", not ${JSON.stringify(value)}.`,
  );
}

function folder(name: string, path: unknown): string {
  if (typeof path === 'string' && path !== '' && !path.includes('\0')) return resolve(path);
  throw new SentinelError(
    'INVALID_ARGUMENT',
    `${name} must be the path of a folder, not ${JSON.stringify(path)}.`,
  );
}
