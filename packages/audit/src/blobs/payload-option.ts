import { SentinelError } from '@sentinel-agentos/core';
import { createBlobStore } from './blob-store.js';
import { putAside } from './put-aside.js';

/** Where a journal keeps payloads: the caller's own JSON in the fields `params` and `data` of a record. */
export interface PayloadOptions {
  /**
   * `inline` (default): in the record's line, for good; what is too long for it is left out. `blobs`: what has
   * `blobsFrom` bytes or more goes to the folder `blobs`, at any length, and can be erased with `redact`.
   */
  readonly payloads?: 'inline' | 'blobs';
  /** Bytes of JSON from which on a member of a payload goes to a blob. Default: 4096. 0: every payload, as a whole. */
  readonly blobsFrom?: number;
}

const BLOBS_FROM = 4096;

type MoveAside = (record: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/**
 * What moves payloads aside in the journal in `dir`; undefined when they stay in their lines.
 *
 * @throws SentinelError `INVALID_ARGUMENT` naming an option that is none.
 */
export function createMoveAside(
  dir: string,
  { payloads = 'inline', blobsFrom = BLOBS_FROM }: PayloadOptions,
): MoveAside | undefined {
  if (payloads !== 'inline' && payloads !== 'blobs') {
    throw new SentinelError('INVALID_ARGUMENT', `payloads must be inline or blobs, not ${String(payloads)}.`);
  }
  if (!Number.isSafeInteger(blobsFrom) || blobsFrom < 0) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `blobsFrom must be a number of bytes, not ${String(blobsFrom)}.`,
    );
  }
  if (payloads === 'inline') return undefined;
  const keep = createBlobStore(dir);
  return (record) => putAside(record, blobsFrom, keep);
}
