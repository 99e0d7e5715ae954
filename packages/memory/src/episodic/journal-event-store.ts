import { nanoid } from 'nanoid';
import { join } from 'node:path';
import { invalidArgument } from '../input/invalid-argument.js';
import { withFileLock } from '../storage/file-lock.js';
import { makeFolder } from '../storage/make-folder.js';
import type { ChangeEvents, EventStore, EventStoreOptions } from './event-store.js';
import { createDamageReport } from './damage-report.js';
import { encodeBase } from './journal-base.js';
import { keepJournalIndex, keptJournalIndex, removeJournalIndex } from './journal-index.js';
import { encodeLine } from './journal-line.js';
import { readJournal, readSealed, readTail, type JournalSnapshot } from './journal-reader.js';
import { LineGone } from './journal-view.js';
import * as files from './journal-writer.js';
import type { MemoryEvent } from './memory-event.js';
import { repeatEvent } from './repeat-event.js';

const NONCE_LENGTH = 8;
const ATTEMPTS = 100;
/** A compaction makes this much room at once, so that the next ones are far apart. */
const REFILL = 0.9;
const IN_PROGRESS_MS = 20;
/** What can be made again is not waited for. */
const SOON_MS = 100;

/**
 * Events in an append-only journal that any number of processes share: one write per event, no lock to
 * append; a short lock to compact. See {@link files} for why nothing acknowledged can be lost between them.
 * Only places are kept in memory, and the texts of a store of the default size.
 */
export function createJournalEventStore(options: EventStoreOptions): EventStore {
  const { folder, maxBytes, fit, report } = options;
  const damage = createDamageReport(folder, report);
  const touched = new Map<string, { readonly times: number; readonly at: number }>();
  let snapshot = readJournal(folder, damage);
  let epoch = nanoid();

  const readAnew = (): void => {
    snapshot.close();
    snapshot = readJournal(folder, damage);
    epoch = nanoid();
  };
  const locked = <T>(work: () => T): T => {
    makeFolder(folder);
    return withFileLock(join(folder, 'lock'), work);
  };
  const refresh = (): void => {
    if (!readTail(folder, snapshot, damage)) readAnew();
  };
  const size = (): number => snapshot.baseBytes + snapshot.appendedBytes;

  /** Reads lines again when the journal has moved on under them. */
  const steadily = <T>(work: () => T): T => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return work();
      } catch (cause) {
        if (!(cause instanceof LineGone) || attempt === ATTEMPTS) throw cause;
        readAnew();
      }
    }
  };
  const at = (seq: number): MemoryEvent | undefined => {
    const { view } = snapshot;
    const row = view.rowFrom(seq);
    const event = row < view.rows ? view.stored(row)?.event : undefined;
    return event?.seq === seq ? event : undefined;
  };
  const find = (id: string): MemoryEvent | undefined => steadily(() => snapshot.view.find(id)?.event);

  /** Living events from a place in the order on, read as they are asked for. */
  function* eventsFrom(seq: number): Generator<MemoryEvent> {
    for (let next = seq; ;) {
      const event = steadily(() => firstFrom(snapshot, next));
      if (event === undefined) return;
      next = event.seq + 1;
      yield event;
    }
  }

  const compactLocked = (target: number, change: ChangeEvents): void => {
    refresh();
    removeJournalIndex(folder, snapshot.files.generation);
    files.seal(folder, snapshot.files);
    try {
      const end = files.markEnd(folder, snapshot.files.generation);
      if (end !== null) readSealed(folder, snapshot, end, damage);
      files.writeNextBase(folder, snapshot.files, encodeBase(snapshot.view, target, change, fit));
    } catch (cause) {
      files.unseal(folder, snapshot.files.generation);
      throw cause;
    } finally {
      readAnew();
    }
    files.removeLeftovers(folder, snapshot.files);
  };

  /** Makes sure that there is a file to append to, and that the snapshot knows it. The caller holds the lock. */
  const settle = (): void => {
    readAnew();
    if (snapshot.files.isSealed) {
      compactLocked(maxBytes, unchanged);
    } else if (!snapshot.files.hasLive) {
      files.createLive(folder, snapshot.files.generation);
      readAnew();
      files.removeLeftovers(folder, snapshot.files);
    }
  };

  /** Appends a line to the snapshot's generation. False: nothing was written, and the snapshot is another. */
  const appendLine = (line: Buffer): boolean => {
    const live = files.openLive(folder, snapshot.files.generation);
    if (live === null) {
      locked(settle);
      return false;
    }
    try {
      if (live.append(line)) return true;
      return locked(() => {
        settle();
        return live.wasTaken(line);
      });
    } finally {
      live.close();
    }
  };

  /**
   * Writes a line, once. False, and nothing is written, when it is not wanted where it would be written: asked
   * with the snapshot of that generation, which forgets nothing before its compaction.
   */
  const write = (line: Buffer, isWanted: () => boolean): boolean => {
    if (line.length > maxBytes / 2)
      throw invalidArgument('event', `at most ${maxBytes / 2} bytes with its tags`, line);
    refresh();
    if (size() + line.length > maxBytes) {
      locked(() => compactLocked(maxBytes * REFILL - line.length, unchanged));
    }
    for (let attempt = 1; ; attempt += 1) {
      if (!snapshot.files.hasLive) locked(settle);
      if (!isWanted()) return false;
      if (appendLine(line)) break;
      if (attempt === ATTEMPTS) throw new Error('the event journal keeps moving');
    }
    refresh();
    // Only when other processes wrote at the same time.
    if (size() > maxBytes) locked(() => compactLocked(maxBytes * REFILL, unchanged));
    return true;
  };

  heal();

  return {
    append(event) {
      const nonce = nanoid(NONCE_LENGTH);
      write(encodeLine({ kind: 'event', nonce, event }), always);
      const stored = steadily(() => snapshot.view.find(event.id));
      return stored?.nonce === nonce
        ? stored.event
        : Object.freeze({ ...event, seq: snapshot.view.nextSeq - 1 });
    },
    repeat(id, when, sourceIds) {
      refresh();
      const before = find(id);
      if (!isLeft(before)) return null;
      const line = encodeLine({ kind: 'again', nonce: nanoid(NONCE_LENGTH), id, at: when, sourceIds });
      if (!write(line, () => isLeft(find(id)))) return null;
      const after = find(id);
      // It was counted, even if another process has had to forget it since.
      if (isLeft(after)) return after;
      return repeatEvent(before, snapshot.view.nextSeq - 1, when, sourceIds);
    },
    events() {
      refresh();
      return [...eventsFrom(0)];
    },
    latest(count) {
      refresh();
      return steadily(() => {
        const found: MemoryEvent[] = [];
        const { view } = snapshot;
        for (let row = view.rows - 1; row >= 0 && found.length < count; row -= 1) {
          const stored = view.stored(row);
          if (stored !== undefined) found.push(stored.event);
        }
        return found.toReversed();
      });
    },
    find(id) {
      refresh();
      return find(id);
    },
    at: (seq) => steadily(() => at(seq)),
    changes(since) {
      refresh();
      const { view } = snapshot;
      const isReset = since?.epoch !== epoch;
      const from = isReset ? 0 : since.position;
      return {
        mark: { epoch, position: view.nextSeq },
        isReset,
        added: eventsFrom(from),
        moved: isReset ? [] : view.movedSince(view.rowFrom(from)),
      };
    },
    keepIndex(mark, index) {
      try {
        return withFileLock(
          join(folder, 'lock'),
          () =>
            mark.epoch === epoch &&
            mark.position === snapshot.view.nextSeq &&
            keepJournalIndex(folder, snapshot, index),
          SOON_MS,
        );
      } catch {
        // Somebody compacts, or the disk is full: it is made again when it is needed.
        return false;
      }
    },
    keptIndex(name) {
      refresh();
      const kept = keptJournalIndex(folder, snapshot, name);
      return kept === null ? null : { mark: { epoch, position: kept.position }, parts: kept.parts };
    },
    touch(ids, when) {
      for (const id of ids) {
        const { times, at: latest } = touched.get(id) ?? { times: 0, at: when };
        touched.set(id, { times: times + 1, at: Math.max(latest, when) });
      }
    },
    rewrite(change) {
      locked(() => compactLocked(maxBytes, change));
    },
    flush() {
      for (const [id, { times, at: when }] of touched) {
        write(encodeLine({ kind: 'touch', nonce: nanoid(NONCE_LENGTH), id, times, at: when }), always);
        touched.delete(id);
      }
      files.syncLive(folder, snapshot.files.generation);
    },
    stats() {
      refresh();
      const { dropped, byLevel } = snapshot.view;
      return { bytes: size(), maxBytes, dropped, byLevel: { ...byLevel } };
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
      locked(() => compactLocked(maxBytes, unchanged));
    } catch {
      // Nothing is lost by it: the journal stays as it is, and every read skips and reports the damage.
    }
  }
}

function firstFrom({ view }: JournalSnapshot, seq: number): MemoryEvent | undefined {
  for (let row = view.rowFrom(seq); row < view.rows; row += 1) {
    const stored = view.stored(row);
    if (stored !== undefined) return stored.event;
  }
  return undefined;
}

const unchanged: ChangeEvents = (events) => events;
const always = (): boolean => true;

function isLeft(event: MemoryEvent | undefined): event is MemoryEvent {
  return event !== undefined && event.level !== 'forgotten';
}
