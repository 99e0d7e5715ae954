import { nanoid } from 'nanoid';
import { join } from 'node:path';
import { invalidArgument } from '../input/invalid-argument.js';
import { withFileLock } from '../storage/file-lock.js';
import { makeFolder } from '../storage/make-folder.js';
import type { ReportProblem } from '../storage/state-problem.js';
import type { EventStore } from './event-store.js';
import type { FittedEvents, SizeOf } from './fit-events.js';
import { createDamageReport } from './journal-damage.js';
import { encodeLine } from './journal-line.js';
import { readJournal, readSealed, readTail, type JournalSnapshot } from './journal-reader.js';
import * as files from './journal-writer.js';
import type { MemoryEvent } from './memory-event.js';

export interface JournalStoreOptions {
  /** Absolute path of a folder for this store alone. Made with the first write. */
  readonly folder: string;
  /** Bytes the journal's files may take together after a write. Kept-aside damage is not counted. */
  readonly maxBytes: number;
  /** Makes events fit. Called while the journal is locked; must be pure. */
  readonly fit: (events: readonly MemoryEvent[], maxBytes: number, sizeOf: SizeOf) => FittedEvents;
  readonly report: ReportProblem;
}

const NONCE_LENGTH = 12;
const ATTEMPTS = 100;
/** A compaction makes this much room at once, so that the next ones are far apart. */
const REFILL = 0.9;
const IN_PROGRESS_MS = 20;

/**
 * Events in an append-only journal that any number of processes share: one write per event, no lock to
 * append; a short lock to compact. See {@link files} for why nothing acknowledged can be lost between them.
 */
export function createJournalEventStore(options: JournalStoreOptions): EventStore {
  const { folder, maxBytes, fit, report } = options;
  const damage = createDamageReport(folder, report);
  const touched = new Map<string, { readonly times: number; readonly at: number }>();
  let snapshot = readJournal(folder, damage);

  const locked = <T>(work: () => T): T => {
    makeFolder(folder);
    return withFileLock(join(folder, 'lock'), work);
  };
  const refresh = (): void => {
    if (!readTail(folder, snapshot, damage)) snapshot = readJournal(folder, damage);
  };
  const size = (): number => snapshot.baseBytes + snapshot.appendedBytes;

  const compactLocked = (target: number, change: Change): void => {
    refresh();
    files.seal(folder, snapshot.files);
    try {
      readSealed(folder, snapshot, damage);
      files.writeNextBase(folder, snapshot.files, encodeBase(snapshot, target, change));
    } catch (cause) {
      files.unseal(folder, snapshot.files.generation);
      throw cause;
    } finally {
      snapshot = readJournal(folder, damage);
    }
    files.removeLeftovers(folder, snapshot.files);
  };

  const encodeBase = ({ view }: JournalSnapshot, target: number, change: Change): Buffer => {
    const head = (dropped: number): Buffer =>
      encodeLine({ kind: 'head', nextSeq: view.nextSeq, dropped: view.dropped + dropped });
    const nonces = new Map(view.stored().map(({ nonce, event }) => [event.seq, nonce]));
    const encoded = new Map<MemoryEvent, Buffer>();
    const encode = (event: MemoryEvent): Buffer => {
      const known = encoded.get(event);
      if (known !== undefined) return known;
      const line = encodeLine({ kind: 'event', nonce: nonces.get(event.seq) ?? nanoid(NONCE_LENGTH), event });
      encoded.set(event, line);
      return line;
    };
    const { events, dropped } = fit(
      change(view.events()),
      target - head(Number.MAX_SAFE_INTEGER).length,
      (event) => encode(event).length,
    );
    return Buffer.concat([head(dropped.length), ...events.map(encode)]);
  };

  /** Makes sure that there is a file to append to, and that the snapshot knows it. */
  const settle = (): void =>
    locked(() => {
      snapshot = readJournal(folder, damage);
      if (snapshot.files.isSealed) {
        compactLocked(maxBytes, (events) => events);
      } else if (!snapshot.files.hasLive) {
        files.createLive(folder, snapshot.files.generation);
        snapshot = readJournal(folder, damage);
        files.removeLeftovers(folder, snapshot.files);
      }
    });

  const write = (line: Buffer, isThere: () => boolean): void => {
    if (line.length > maxBytes / 2)
      throw invalidArgument('event', `at most ${maxBytes / 2} bytes with its tags`, line);
    refresh();
    if (size() + line.length > maxBytes) {
      locked(() => compactLocked(maxBytes * REFILL - line.length, (events) => events));
    }
    for (let attempt = 1; ; attempt += 1) {
      if (!snapshot.files.hasLive) settle();
      if (files.appendLine(folder, snapshot.files.generation, line)) break;
      settle();
      if (isThere()) break;
      if (attempt === ATTEMPTS) throw new Error('the event journal keeps moving');
    }
    refresh();
    // Only when other processes wrote at the same time.
    if (size() > maxBytes) locked(() => compactLocked(maxBytes * REFILL, (events) => events));
  };

  heal();

  return {
    append(event) {
      const nonce = nanoid(NONCE_LENGTH);
      write(encodeLine({ kind: 'event', nonce, event }), () => snapshot.view.find(nonce) !== undefined);
      return snapshot.view.find(nonce) ?? Object.freeze({ ...event, seq: snapshot.view.nextSeq - 1 });
    },
    events() {
      refresh();
      return snapshot.view.events();
    },
    touch(ids, at) {
      for (const id of ids) touched.set(id, { times: (touched.get(id)?.times ?? 0) + 1, at });
    },
    rewrite(change) {
      locked(() => compactLocked(maxBytes, change));
    },
    flush() {
      for (const [id, { times, at }] of touched) {
        write(encodeLine({ kind: 'touch', id, times, at }), () => false);
        touched.delete(id);
      }
      files.syncLive(folder, snapshot.files.generation);
    },
    stats: () => {
      refresh();
      return { bytes: size(), maxBytes, dropped: snapshot.view.dropped };
    },
  };

  /** Rids the journal of damage found at the start; what was damaged has been kept aside. */
  function heal(): void {
    if (snapshot.offset < snapshot.appendedBytes) {
      // Another process may be in the middle of this write.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, IN_PROGRESS_MS);
      refresh();
    }
    if (damage.count() === 0 && snapshot.offset === snapshot.appendedBytes && size() <= maxBytes) return;
    try {
      locked(() => compactLocked(maxBytes, (events) => events));
    } catch {
      // Nothing is lost by it: the journal stays as it is, and every read skips and reports the damage.
    }
  }
}

type Change = (events: readonly MemoryEvent[]) => readonly MemoryEvent[];
