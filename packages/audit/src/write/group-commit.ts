import { SentinelError, type RecordRef } from '@sentinel-agentos/core';
import { asFailed } from './journal-error.js';
import type { WrittenBatch } from './journal-tail.js';
import type { SegmentStore } from './segment-store.js';

/** Bounds the memory of a batch, not its worth: one checkpoint and one sync are shared by this many records. */
const MAX_BATCH = 4096;
/** How long a queued record waits for a batch to ride with before it gets one of its own. */
const IDLE_MS = 25;

type Settlement = { readonly ref: RecordRef } | { readonly error: SentinelError };

interface Waiting {
  /** Canonical JSON of the record. Null for a flush, which only waits for those before it. */
  readonly body: string | null;
  readonly settle: (settlement: Settlement) => void;
}

/**
 * Gathers records into batches: everything handed in during one turn of the event loop, or while a sync is
 * under way, shares the next write, checkpoint and sync. The order in which records are handed in is the
 * order in which they stand in the journal, whichever way they came.
 */
export class GroupCommit {
  readonly #store: SegmentStore;
  #queue: Waiting[] = [];
  #isPumping = false;
  #soon: NodeJS.Immediate | null = null;
  #later: NodeJS.Timeout | null = null;
  #lost: SentinelError | null = null;

  constructor(store: SegmentStore) {
    this.#store = store;
  }

  append(body: string): Promise<RecordRef> {
    return new Promise((resolve, reject) => {
      const settle = (settlement: Settlement): void =>
        'ref' in settlement ? resolve(settlement.ref) : reject(settlement.error);
      this.#queue.push({ body, settle });
      this.#pumpSoon();
    });
  }

  appendSync(body: string): RecordRef {
    const settled: Settlement[] = [];
    this.#queue.push({ body, settle: (settlement) => settled.push(settlement) });
    this.drainSync();
    const [settlement] = settled;
    if (settlement !== undefined && 'ref' in settlement) return settlement.ref;
    throw settlement?.error ?? new SentinelError('JOURNAL_FAILED', 'The record was not written.');
  }

  enqueue(body: string): void {
    this.#queue.push({ body, settle: (settlement) => this.#noteLoss(settlement) });
    this.#later ??= setTimeout(() => this.#pumpSoon(), IDLE_MS);
  }

  /** Waits for everything handed in so far; rejects once when queued records were lost. */
  async flush(): Promise<void> {
    if (this.#queue.length > 0 || this.#isPumping) {
      await new Promise<void>((resolve) => {
        const settle = (settlement: Settlement): void => {
          this.#noteLoss(settlement);
          resolve();
        };
        this.#queue.push({ body: null, settle });
        this.#pumpSoon();
      });
    }
    const lost = this.#lost;
    this.#lost = null;
    if (lost !== null) throw lost;
  }

  /** Looks at what others appended, as an append does, and appends nothing. Blocks. */
  catchUpSync(): void {
    this.#store.acquireSync();
    try {
      this.#store.catchUp();
    } finally {
      this.#store.release();
    }
  }

  /** Writes everything that waits, blocking. Failures go to those who wait. */
  drainSync(): void {
    while (this.#queue.length > 0) {
      try {
        this.#store.acquireSync();
      } catch (error) {
        this.#refuseAll(error);
        return;
      }
      const batch = this.#take();
      try {
        const written = this.#write(batch);
        if (written !== null) this.#store.syncNow(written);
        acknowledge(batch, written);
      } catch (error) {
        refuse(batch, error);
      } finally {
        this.#store.release();
      }
    }
    this.#cancelTimers();
  }

  #pumpSoon(): void {
    if (this.#isPumping || this.#soon !== null) return;
    // After the promises of this turn, so that all who append now share one batch.
    this.#soon = setImmediate(() => void this.#pump());
  }

  async #pump(): Promise<void> {
    this.#cancelTimers();
    this.#isPumping = true;
    while (this.#queue.length > 0) {
      try {
        if (!this.#store.tryAcquire()) await this.#store.acquire();
      } catch (error) {
        this.#refuseAll(error);
        break;
      }
      const batch = this.#take();
      try {
        const written = this.#write(batch);
        const syncing = written === null ? undefined : this.#store.sync(written);
        if (syncing !== undefined) await syncing;
        acknowledge(batch, written);
      } catch (error) {
        refuse(batch, error);
      } finally {
        this.#store.release();
      }
    }
    this.#isPumping = false;
  }

  #take(): Waiting[] {
    if (this.#queue.length > MAX_BATCH) return this.#queue.splice(0, MAX_BATCH);
    const all = this.#queue;
    this.#queue = [];
    return all;
  }

  #write(batch: readonly Waiting[]): WrittenBatch | null {
    const bodies = batch.flatMap(({ body }) => (body === null ? [] : [body]));
    return bodies.length === 0 ? null : this.#store.write(bodies);
  }

  #refuseAll(error: unknown): void {
    const all = this.#queue;
    this.#queue = [];
    refuse(all, error);
  }

  #noteLoss(settlement: Settlement): void {
    if ('error' in settlement) this.#lost ??= settlement.error;
  }

  #cancelTimers(): void {
    if (this.#soon !== null) clearImmediate(this.#soon);
    if (this.#later !== null) clearTimeout(this.#later);
    this.#soon = this.#later = null;
  }
}

function acknowledge(batch: readonly Waiting[], written: WrittenBatch | null): void {
  let seq = written?.firstSeq ?? 0;
  for (const { body, settle } of batch) {
    settle({ ref: { seq } });
    if (body !== null) seq += 1;
  }
}

function refuse(batch: readonly Waiting[], error: unknown): void {
  const failure = asFailed('The journal could not be written.', error);
  for (const { settle } of batch) settle({ error: failure });
}
