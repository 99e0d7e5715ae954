import { SentinelError, type RecordRef } from '@sentinel-agentos/core';
import type { SegmentStore, WrittenBatch } from './segment-store.js';

/** Bounds the memory of a batch, not its worth: one checkpoint and one sync are shared by this many records. */
const MAX_BATCH = 4096;
/** How long a queued record waits for a batch to ride with before it gets one of its own. */
const IDLE_MS = 25;

interface Waiting {
  /** Canonical JSON of the record. Null for a flush, which only waits for those before it. */
  readonly body: string | null;
  resolve(ref: RecordRef): void;
  reject(error: unknown): void;
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
  #lost: unknown = null;

  constructor(store: SegmentStore) {
    this.#store = store;
  }

  append(body: string): Promise<RecordRef> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ body, resolve, reject });
      this.#pumpSoon();
    });
  }

  appendSync(body: string): RecordRef {
    let result: { readonly ref: RecordRef } | { readonly error: unknown } | null = null;
    this.#queue.push({
      body,
      resolve: (ref) => (result = { ref }),
      reject: (error) => (result = { error }),
    });
    this.drainSync();
    // Assigned by the callbacks above, which the checker does not follow.
    const settled = result as { readonly ref: RecordRef } | { readonly error: unknown } | null;
    if (settled !== null && 'ref' in settled) return settled.ref;
    throw settled?.error ?? new SentinelError('JOURNAL_FAILED', 'The record was not written.');
  }

  enqueue(body: string): void {
    this.#queue.push({ body, resolve: () => {}, reject: (error) => (this.#lost ??= { error }) });
    this.#later ??= setTimeout(() => this.#pumpSoon(), IDLE_MS);
  }

  /** Waits for everything handed in so far; rejects once for each loss of a queued record. */
  async flush(): Promise<void> {
    if (this.#queue.length > 0 || this.#isPumping) {
      await new Promise<void>((resolve, reject) => {
        this.#queue.push({ body: null, resolve: () => resolve(), reject });
        this.#pumpSoon();
      }).catch((error: unknown) => (this.#lost ??= { error }));
    }
    const lost = this.#lost as { readonly error: unknown } | null;
    this.#lost = null;
    if (lost !== null) throw lost.error;
  }

  /** Writes everything that waits, blocking. Failures go to those who wait. */
  drainSync(): void {
    while (this.#queue.length > 0) {
      try {
        this.#store.acquireSync();
      } catch (error) {
        this.#rejectAll(error);
        return;
      }
      const batch = this.#take();
      try {
        const written = this.#write(batch);
        if (written !== null) this.#store.syncNow(written);
        acknowledge(batch, written);
      } catch (error) {
        reject(batch, error);
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
        this.#rejectAll(error);
        break;
      }
      const batch = this.#take();
      try {
        const written = this.#write(batch);
        const syncing = written === null ? undefined : this.#store.sync(written);
        if (syncing !== undefined) await syncing;
        acknowledge(batch, written);
      } catch (error) {
        reject(batch, error);
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

  #rejectAll(error: unknown): void {
    const all = this.#queue;
    this.#queue = [];
    reject(all, error);
  }

  #cancelTimers(): void {
    if (this.#soon !== null) clearImmediate(this.#soon);
    if (this.#later !== null) clearTimeout(this.#later);
    this.#soon = this.#later = null;
  }
}

function acknowledge(batch: readonly Waiting[], written: WrittenBatch | null): void {
  let seq = written?.firstSeq ?? 0;
  for (const { body, resolve } of batch) {
    resolve({ seq });
    if (body !== null) seq += 1;
  }
}

function reject(batch: readonly Waiting[], error: unknown): void {
  for (const waiting of batch) waiting.reject(error);
}
