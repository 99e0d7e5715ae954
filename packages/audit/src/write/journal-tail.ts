import { SentinelError } from '@sentinel-agentos/core';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../format/canonical-json.js';
import { MAX_SEGMENTS, segmentName } from '../format/segment-name.js';
import type { Signer } from '../keys/signer.js';
import { assess } from '../read/assess.js';
import type { Position } from '../read/position.js';
import { segmentFiles } from '../read/segment-files.js';
import type { Commit } from '../read/walk-result.js';
import { explainBadRecord } from '../verify/explain.js';
import { AppendFile } from './append-file.js';
import { buildBatch, type Rotation } from './batch.js';
import type { JournalPlace } from './examine-journal.js';
import type { OpenSegment } from './open-segment.js';
import { setAsideTornTail } from './torn-tail.js';

/** A batch that is in the file but not yet known to be on the disk. */
export interface WrittenBatch {
  /** `$seq` of the first record that was handed in. */
  readonly firstSeq: number;
  readonly commit: Commit;
  readonly file: AppendFile;
  readonly signer: Signer;
  /** Number of the epoch that signed it. */
  readonly epoch: number;
}

export interface JournalTailOptions extends Pick<JournalPlace, 'dir' | 'keys' | 'now'> {
  /** Bytes after which a segment is full. */
  readonly segmentBytes: number;
}

/**
 * The end of a journal, where batches are appended: knows which file that is, and goes on to the next when one is
 * full. Everything is done under the lock.
 */
export class JournalTail {
  readonly journal: string;
  /** Verifier key that the first line introduces. */
  readonly genesis: string;
  readonly #chain: number;
  readonly #options: JournalTailOptions;
  #file: AppendFile;
  /** Where the known lines end in the file. */
  #fileEnd: number;
  /** Where the next batch goes: in the file, or at the beginning of the next when it is full. */
  #position: Position;
  #signer: Signer;

  constructor(segment: OpenSegment, options: JournalTailOptions) {
    this.journal = segment.journal;
    this.genesis = segment.genesis;
    this.#chain = segment.chain;
    this.#options = options;
    this.#file = segment.file;
    this.#fileEnd = segment.position.offset;
    this.#position = segment.position;
    this.#signer = segment.signer;
  }

  /** Number of the segment that the next batch goes to. */
  get segment(): number {
    return this.#position.segment;
  }

  /**
   * Finds out where the journal ends now. Other processes may have appended since, or died while they did.
   *
   * @returns canonical JSON of records that the journal owes itself for what was found.
   * @throws SentinelError `TAMPERED` when known lines are gone or what follows them is not what it should be,
   * `STATE_UNAVAILABLE` when the file is not there any more.
   */
  catchUp(): readonly string[] {
    const size = this.#file.size();
    const { path, index } = this.#file;
    if (size === null) {
      throw new SentinelError('STATE_UNAVAILABLE', `${path} was removed or replaced while it was in use.`);
    }
    const isFull = this.#position.segment !== index;
    if (size < this.#fileEnd || (isFull && size > this.#fileEnd)) {
      const what = size < this.#fileEnd ? 'cut' : 'continued';
      const message = `${path} was ${what} from ${this.#fileEnd} to ${size} bytes while in use.`;
      throw new SentinelError('TAMPERED', message);
    }
    const hasMore = isFull ? this.#sizeOf(this.#position.segment) > 0 : size > this.#fileEnd;
    return hasMore ? this.#readOn() : [];
  }

  /** Appends the records and a checkpoint in one write. */
  write(bodies: readonly string[]): WrittenBatch {
    const from = this.#position;
    const file = this.#fileOf(from);
    const signer = this.#signerOf(from);
    const batch = buildBatch(from, bodies, signer, this.#rotation(from));
    file.append(from.offset, batch.bytes);
    this.#fileEnd = from.offset + batch.bytes.length;
    this.#position = batch.after;
    return { firstSeq: from.size, commit: batch.commit, file, signer, epoch: from.epoch?.number ?? 0 };
  }

  close(): void {
    this.#file.retire();
  }

  #readOn(): readonly string[] {
    const { dir, now } = this.#options;
    const chain = this.#chain;
    const files = segmentFiles(dir).filter(({ index }) => index >= chain);
    const found = assess(files, this.#position, { key: null, heads: [], chain, doubtfulTail: 'cut' });
    const { path } = this.#file;
    if (found.kind === 'newer') throw new SentinelError('STATE_UNAVAILABLE', `${path} is of a newer format.`);
    if (found.kind === 'tampered') {
      const { en } = explainBadRecord(found.bad);
      throw new SentinelError('TAMPERED', `Nothing is appended to ${path}. ${en}`);
    }
    const { committed } = found.walk;
    this.#position = committed;
    const file = this.#fileOf(committed);
    this.#fileEnd = committed.offset;
    return found.kind === 'cut' ? [canonicalJson(setAsideTornTail(file.fd, dir, committed, now()))] : [];
  }

  /** The file of a position, opened for appending. What stands in the one before is made durable first. */
  #fileOf({ segment }: Position): AppendFile {
    if (this.#file.index === segment) return this.#file;
    this.#file.syncNow();
    const next = new AppendFile(join(this.#options.dir, segmentName(segment)), segment);
    this.#file.retire();
    this.#file = next;
    return next;
  }

  #signerOf({ epoch }: Position): Signer {
    if (epoch === null || this.#signer.key.text === epoch.key.text) return this.#signer;
    const signer = this.#options.keys.load(this.journal, epoch.number);
    if (signer.key.text !== epoch.key.text) {
      const what = `the key of epoch ${epoch.number} is not the one that was introduced.`;
      throw new SentinelError('TAMPERED', `Nothing is appended to ${this.#file.path}: ${what}`);
    }
    this.#signer = signer;
    return signer;
  }

  #rotation({ segment, epoch }: Position): Rotation | null {
    const { segmentBytes, keys, now } = this.#options;
    // There is no name for a file after the last one, which then takes all that comes.
    if (segment + 1 >= MAX_SEGMENTS) return null;
    const number = (epoch?.number ?? 0) + 1;
    return {
      segmentBytes,
      nextEpoch: () => {
        const { key } = keys.create(this.journal, number);
        return { at: now(), number, segment: segment + 1, key };
      },
    };
  }

  #sizeOf(segment: number): number {
    const path = join(this.#options.dir, segmentName(segment));
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
}
