import { SentinelError, type Clock } from '@sentinel-agentos/core';
import { anchorPath, type Anchor } from '../anchor/anchor.js';
import { openAnchorWriter, type AnchorWriter } from '../anchor/anchor-writer.js';
import { canonicalJson } from '../format/canonical-json.js';
import type { Lock } from '../lock/lock.js';
import { waitForLock, waitForLockSync } from '../lock/wait-for-lock.js';
import { ensureFolder, syncFolder } from './durable-file.js';
import { keepAside } from './examine-journal.js';
import { asFailed, asUnavailable } from './journal-error.js';
import { JournalTail, type WrittenBatch } from './journal-tail.js';
import { openSegment, type OpenSegment, type SegmentPlace } from './open-segment.js';

export interface SegmentStoreOptions extends SegmentPlace {
  readonly lock: Lock;
  readonly clock: Clock;
  /** Bytes after which a segment is full. */
  readonly segmentBytes: number;
  /** Told of every head that is durable, after it was anchored. */
  readonly onAnchored: (anchor: Anchor) => void;
}

interface Opened {
  readonly tail: JournalTail;
  /** The chain that this one replaces, until its anchor is out of the way. */
  replaces: OpenSegment['replaces'];
  anchor: AnchorWriter | null;
}

/** A disk that syncs faster than this is not worth a trip to the thread pool, which costs about 0.05 ms. */
const FAST_SYNC_MS = 1;

/**
 * The journal's files as one writer sees them: lock, write, sync, unlock. Opens the journal when it is first needed.
 * After a failed write or sync it is unknown what the disk holds: every later call fails until a new store
 * opens the journal again.
 */
export class SegmentStore {
  readonly #options: SegmentStoreOptions;
  #opened: Opened | null = null;
  #owed: readonly string[] = [];
  #anchored = -1;
  /** Keys of epochs before this one are known to be gone. */
  #destroyedBefore = 0;
  #holds = 0;
  #syncMs = 0;
  #failure: SentinelError | null = null;

  constructor(options: SegmentStoreOptions) {
    this.#options = options;
  }

  /** Number of the segment that is written to; null while the journal is not open. */
  get segment(): number | null {
    return this.#opened?.tail.segment ?? null;
  }

  /** Takes the lock if it is free. Every true must be paid back with `release`. */
  tryAcquire(): boolean {
    return this.#hold(() => this.#options.lock.tryAcquire());
  }

  acquireSync(): void {
    this.#hold(() => {
      waitForLockSync(this.#options.lock, this.#options.clock);
      return true;
    });
  }

  async acquire(): Promise<void> {
    const { lock, clock } = this.#options;
    // Somebody on this thread may have taken the lock meanwhile; taking it again is harmless.
    await waitForLock({ ...lock, tryAcquire: () => this.#holds > 0 || lock.tryAcquire() }, clock);
    this.#holds += 1;
  }

  release(): void {
    this.#holds -= 1;
    if (this.#holds === 0) this.#options.lock.release();
  }

  /** Records something that the journal owes itself, with the next batch. */
  owe(name: string, data: Readonly<Record<string, unknown>>): void {
    const at = this.#options.now();
    this.#owed = [...this.#owed, canonicalJson({ kind: 'event', name, at, sessionId: '', data })];
  }

  /** Opens the journal, and holds what others appended since against its signatures. Must be called under the lock. */
  catchUp(): JournalTail {
    if (this.#failure !== null) throw this.#failure;
    const { tail } = (this.#opened ??= this.#open());
    this.#guarded('The journal cannot be continued.', () => {
      this.#owed = [...this.#owed, ...tail.catchUp()];
    });
    return tail;
  }

  /** Appends the records and a checkpoint in one write. Must be called under the lock. */
  write(bodies: readonly string[]): WrittenBatch {
    const tail = this.catchUp();
    return this.#guarded('The journal could not be written.', () => {
      const owed = this.#owed;
      const batch = tail.write([...owed, ...bodies]);
      this.#owed = [];
      return { ...batch, firstSeq: batch.firstSeq + owed.length };
    });
  }

  /** Makes a batch durable and notes it outside. Blocks. */
  syncNow(batch: WrittenBatch): void {
    this.#guarded('The journal could not be made durable.', () => {
      const begin = this.#options.clock.monotonic();
      batch.file.syncNow();
      this.#settle(batch, begin);
    });
  }

  /** The same; returns a promise when the disk is slow, and blocks for well under a millisecond when it is not. */
  sync(batch: WrittenBatch): Promise<void> | undefined {
    if (this.#syncMs < FAST_SYNC_MS) {
      this.syncNow(batch);
      return undefined;
    }
    const begin = this.#options.clock.monotonic();
    return batch.file.syncOffThread().then((error) => {
      this.#guarded('The journal could not be made durable.', () => {
        if (error !== null) throw error;
        this.#settle(batch, begin);
      });
    });
  }

  /** Closes the files and gives the lock up. */
  close(): void {
    this.#failure ??= new SentinelError('JOURNAL_FAILED', 'The journal is closed.');
    const opened = this.#opened;
    this.#opened = null;
    opened?.tail.close();
    this.#options.lock.close();
    opened?.anchor?.close();
  }

  #hold(take: () => boolean): boolean {
    if (this.#failure !== null) throw this.#failure;
    if (this.#holds === 0) {
      const { dir } = this.#options;
      try {
        if (this.#opened === null) ensureFolder(dir);
        if (!take()) return false;
      } catch (error) {
        throw asUnavailable(`The journal in ${dir} cannot be locked.`, error);
      }
    }
    this.#holds += 1;
    return true;
  }

  #open(): Opened {
    const { dir } = this.#options;
    let segment: OpenSegment | null = null;
    try {
      segment = openSegment(this.#options);
      // The anchor of a chain that is replaced stays where it is until the new one is durable.
      const anchor = segment.replaces === null ? this.#openAnchor() : null;
      this.#owed = [...segment.owed, ...this.#owed];
      const { replaces } = segment;
      return { tail: new JournalTail(segment, this.#options), replaces, anchor };
    } catch (error) {
      segment?.file.retire();
      const failure = asUnavailable(`The journal in ${dir} cannot be opened.`, error);
      if (failure.code === 'TAMPERED') this.#failure = failure;
      throw failure;
    }
  }

  #openAnchor(): AnchorWriter {
    const { anchorDir, dir } = this.#options;
    return openAnchorWriter(anchorPath(anchorDir, dir));
  }

  #settle(batch: WrittenBatch, begin: number): void {
    const { clock, dir, onAnchored } = this.#options;
    this.#syncMs = clock.monotonic() - begin;
    const opened = this.#opened;
    if (opened === null) throw new SentinelError('JOURNAL_FAILED', 'The journal is closed.');
    const { commit, file, epoch, signer } = batch;
    if (!file.isNamed) syncFolder(dir);
    file.isNamed = true;
    // A later batch may have been synced first; it covers this one.
    if (commit.size <= this.#anchored) return;
    this.#destroyBefore(opened.tail.journal, epoch);
    if (opened.replaces !== null) keepAside(opened.replaces, this.#options);
    opened.replaces = null;
    opened.anchor ??= this.#openAnchor();
    const { journal, genesis } = opened.tail;
    const anchor: Anchor = { journal, genesis, key: signer.key.text, ...commit };
    opened.anchor.write(anchor);
    this.#anchored = commit.size;
    onAnchored(anchor);
  }

  /** Destroys keys that must not sign any more. When that fails the records are safe nevertheless: it is recorded. */
  #destroyBefore(journal: string, epoch: number): void {
    if (epoch <= this.#destroyedBefore) return;
    this.#destroyedBefore = epoch;
    try {
      this.#options.keys.destroyBefore(journal, epoch);
    } catch (error) {
      this.owe('key-not-destroyed', {
        epoch,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #guarded<T>(message: string, action: () => T): T {
    try {
      return action();
    } catch (error) {
      this.#failure ??= asFailed(message, error);
      throw this.#failure;
    }
  }
}
