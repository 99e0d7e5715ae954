import { closeSync, fstatSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { BLOB_FOLDER, commitmentOf, MAX_BLOB_BYTES, SALT_BYTES, type BlobRef } from '../format/blob-ref.js';
import { openSegmentFile } from './segment-files.js';

/** What became of a value that was put aside. */
export type BlobReading =
  | { readonly status: 'read'; readonly value: unknown }
  /** There is no such file: it was erased, or lost. */
  | { readonly status: 'absent' }
  /** What is there is not what was put aside. */
  | { readonly status: 'changed' }
  | { readonly status: 'unreadable'; readonly reason: string };

/** Reads a value that a record has put aside and holds it against the record's commitment. Never throws. */
export function readBlob(dir: string, { bytes, commitment }: BlobRef): BlobReading {
  let fd: number;
  try {
    fd = openSegmentFile(join(dir, BLOB_FOLDER, commitment));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? { status: 'absent' } : { status: 'unreadable', reason: message };
  }
  try {
    const { size } = fstatSync(fd);
    if (size !== SALT_BYTES + bytes || bytes > MAX_BLOB_BYTES) return { status: 'changed' };
    const file = Buffer.alloc(size);
    for (let read = 0, got = 1; read < size && got > 0; read += got) {
      got = readSync(fd, file, read, size - read, read);
    }
    if (commitmentOf(file) !== commitment) return { status: 'changed' };
    return { status: 'read', value: JSON.parse(file.toString('utf8', SALT_BYTES)) as unknown };
  } catch (error) {
    return { status: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    closeSync(fd);
  }
}
