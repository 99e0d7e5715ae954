import { hash } from 'node:crypto';
import type { HexHash } from '../merkle/hashes.js';

/** Folder of the blobs, beside the segments. */
export const BLOB_FOLDER = 'blobs';
/** Field of a record that lists what was put aside; only this list counts, because anybody can write a marker. */
export const BLOB_LIST = 'blobs';
/** Bytes of the random salt that a blob begins with. */
export const SALT_BYTES = 32;
/** Larger values are not put aside, and no larger file is read. */
export const MAX_BLOB_BYTES: number = 64 * 1024 * 1024;

/** What a record says of a value that was put aside. */
export interface BlobRef {
  /** JSON pointer from the record to where the value was. */
  readonly path: string;
  /** Size of the value's canonical JSON in UTF-8. */
  readonly bytes: number;
  /**
   * Lower-case hex SHA-256 of salt and value: the name of the file, and the hash of the bytes in it. Because of the
   * salt it tells nothing of a value that was erased, even to those who can guess what it was.
   */
  readonly commitment: HexHash;
}

/** Commitment to the bytes of a blob file: the salt, then the value. */
export function commitmentOf(file: Uint8Array): HexHash {
  return hash('sha256', file, 'hex');
}

/** What stands in a record in place of a value that was put aside. */
export function blobMarker({ bytes, commitment }: BlobRef): Record<string, unknown> {
  return { $blob: { bytes, commitment } };
}

/** The values a record has put aside. What is not the name of a blob is left out: the record may be anybody's. */
export function blobRefs(record: Readonly<Record<string, unknown>>): readonly BlobRef[] {
  const list = record[BLOB_LIST];
  return Array.isArray(list) ? list.flatMap((value: unknown) => readRef(value)) : [];
}

function readRef(value: unknown): BlobRef[] {
  const { path, bytes, commitment } = (value ?? {}) as Record<string, unknown>;
  if (typeof path !== 'string' || typeof commitment !== 'string' || typeof bytes !== 'number') return [];
  const isSound = /^[0-9a-f]{64}$/.test(commitment) && Number.isSafeInteger(bytes) && bytes >= 0;
  return isSound ? [{ path, bytes, commitment }] : [];
}
