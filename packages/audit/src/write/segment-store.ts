import { SentinelError, type Clock } from '@sentinel-agentos/core';
import { closeSync, fdatasync, fdatasyncSync, ftruncateSync, fstatSync, statSync } from 'node:fs';
import { anchorPath } from '../anchor/anchor.js';
import { openAnchorWriter, type AnchorWriter } from '../anchor/anchor-writer.js';
import { canonicalJson } from '../format/canonical-json.js';
import type { Lock } from '../lock/lock.js';
import { waitForLock, waitForLockSync } from '../lock/wait-for-lock.js';
import { assess } from '../read/assess.js';
import type { Position } from '../read/position.js';
import type { Commit } from '../read/walk.js';
import { explainBadRecord } from '../verify/explain.js';
import { buildBatch } from './batch.js';
import { ensureFolder, syncFolder, writeAll } from './durable-file.js';
import { asFailed, asUnavailable } from './journal-error.js';
import { openSegment, type OpenSegment, type SegmentPlace } from './open-segment.js';
import { setAsideTornTail } from './torn-tail.js';

/** A batch that is in the file but not yet known to be on the disk. */
export interface WrittenBatch {
  /** `$seq` of the first record that was handed in. */
  readonly firstSeq: number;
  readonly commit: Commit;
}

export interface SegmentStoreOptions extends SegmentPlace {
  readonly lock: Lock;
  readonly clock: Clock;
}

/** A disk that syncs faster than this is not worth a trip to the thread pool, which costs about 0.05 ms. */
const FAST_SYNC_MS = 1;

/**
 * The journal's file as one writer sees it: lock, write, sync, unlock. Opens the file when it is first needed.
 * After a failed write or sync it is unknown what the disk holds: every later call fails until a new store
 * opens the file again.
 */
export class SegmentStore {
  readonly #options: SegmentStoreOptions;
  #segment: OpenSegment | null = null;
  #position: Position | null = null;
  #file: { readonly ino: number; readonly dev: number } = { ino: 0, dev: 0 };
  #owed: readonly string[] = [];
  #anchor: AnchorWriter | null = null;
  #anchored = -1;
  #holds = 0;
  #syncMs = 0;
  #failure: SentinelError | null = null;

  constructor(options: SegmentStoreOptions) {
    this.#options = options;
  }

  /** Why nothing can be written any more, or null. */
  get failure(): SentinelError | null {
    return this.#failure;
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

  /** Appends the records and a checkpoint in one write. Must be called under the lock. */
  write(bodies: readonly string[]): WrittenBatch {
    if (this.#failure !== null) throw this.#failure;
    const segment = (this.#segment ??= this.#open());
    const from = this.#guarded('The journal cannot be continued.', () => this.#catchUp(segment));
    return this.#guarded('The journal could not be written.', () => {
      const batch = buildBatch(from, [...this.#owed, ...bodies], segment.signer);
      this.#append(segment.fd, from.offset, batch.bytes);
      const firstSeq = from.size + this.#owed.length;
      this.#position = batch.after;
      this.#owed = [];
      return { firstSeq, commit: batch.commit };
    });
  }

  /** Makes a batch durable and notes it outside. Blocks. */
  syncNow(batch: WrittenBatch): void {
    this.#guarded('The journal could not be made durable.', () => {
      const { fd } = this.#opened();
      const begin = this.#options.clock.monotonic();
      fdatasyncSync(fd);
      this.#settle(batch, begin);
    });
  }

  /** The same; returns a promise when the disk is slow, and blocks for well under a millisecond when it is not. */
  sync(batch: WrittenBatch): Promise<void> | undefined {
    if (this.#syncMs < FAST_SYNC_MS) {
      this.syncNow(batch);
      return undefined;
    }
    const { fd } = this.#opened();
    const begin = this.#options.clock.monotonic();
    return syncOffThread(fd).then((error) => {
      this.#guarded('The journal could not be made durable.', () => {
        if (error !== null) throw error;
        this.#settle(batch, begin);
      });
    });
  }

  /** Closes the files and gives the lock up. */
  close(): void {
    this.#failure ??= new SentinelError('JOURNAL_FAILED', 'The journal is closed.');
    this.#anchor?.close();
    if (this.#segment !== null) closeSync(this.#segment.fd);
    this.#anchor = this.#segment = null;
    this.#options.lock.close();
  }

  #hold(take: () => boolean): boolean {
    if (this.#failure !== null) throw this.#failure;
    if (this.#holds === 0) {
      const { dir } = this.#options;
      try {
        if (this.#segment === null) ensureFolder(dir);
        if (!take()) return false;
      } catch (error) {
        throw asUnavailable(`The journal in ${dir} cannot be locked.`, error);
      }
    }
    this.#holds += 1;
    return true;
  }

  #open(): OpenSegment {
    const { dir, anchorDir } = this.#options;
    let segment: OpenSegment | null = null;
    try {
      segment = openSegment(this.#options);
      this.#file = fstatSync(segment.fd);
      this.#anchor = openAnchorWriter(anchorPath(anchorDir, dir));
      this.#position = segment.position;
      this.#owed = segment.owed;
      return segment;
    } catch (error) {
      if (segment !== null) closeSync(segment.fd);
      const failure = asUnavailable(`The journal in ${dir} cannot be opened.`, error);
      if (failure.code === 'TAMPERED') this.#failure = failure;
      throw failure;
    }
  }

  #opened(): OpenSegment {
    if (this.#segment === null) throw new SentinelError('JOURNAL_FAILED', 'The journal is closed.');
    return this.#segment;
  }

  /** Where the file ends now. Other processes may have appended since, or died while they did. */
  #catchUp({ fd, path, signer }: OpenSegment): Position {
    const known = this.#position;
    if (known === null) throw new SentinelError('JOURNAL_FAILED', 'The journal is closed.');
    const there = statSync(path, { throwIfNoEntry: false });
    if (there === undefined || there.ino !== this.#file.ino || there.dev !== this.#file.dev) {
      throw new SentinelError('STATE_UNAVAILABLE', `${path} was removed or replaced while it was in use.`);
    }
    if (there.size === known.offset) return known;
    if (there.size < known.offset) {
      throw new SentinelError(
        'TAMPERED',
        `${path} was cut from ${known.offset} to ${there.size} bytes while in use.`,
      );
    }
    const found = assess(fd, known, { key: signer.key, anchor: null, doubtfulTail: 'cut' });
    if (found.kind === 'newer') throw new SentinelError('STATE_UNAVAILABLE', `${path} is of a newer format.`);
    if (found.kind === 'tampered') {
      throw new SentinelError(
        'TAMPERED',
        `Nothing is appended to ${path}. ${explainBadRecord(found.bad).en}`,
      );
    }
    const { committed } = found.walk;
    if (found.kind === 'cut') {
      const recovery = setAsideTornTail(fd, this.#options.dir, committed, this.#options.now());
      this.#owed = [...this.#owed, canonicalJson(recovery)];
    }
    return committed;
  }

  #append(fd: number, offset: number, bytes: Buffer): void {
    try {
      writeAll(fd, bytes);
    } catch (error) {
      try {
        ftruncateSync(fd, offset);
      } catch {
        // What was half-written is then set aside when the journal is opened again.
      }
      throw error;
    }
  }

  #settle({ commit }: WrittenBatch, begin: number): void {
    this.#syncMs = this.#options.clock.monotonic() - begin;
    const { journal, signer } = this.#opened();
    if (this.#anchored < 0) syncFolder(this.#options.dir);
    // A later batch may have been synced first; it covers this one.
    if (commit.size <= this.#anchored) return;
    this.#anchor?.write({ journal, key: signer.key.text, ...commit });
    this.#anchored = commit.size;
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

function syncOffThread(fd: number): Promise<Error | null> {
  return new Promise((resolve) => {
    fdatasync(fd, resolve);
  });
}
