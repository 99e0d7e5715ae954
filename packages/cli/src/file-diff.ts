import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { MAX_DIFF_BYTES, textDiff } from './text-diff.js';
import type { FileState, PathChange } from 'sentinel-agentos';
import type { SnapshotReaders } from './open-snapshots.js';
import type { TextDiff } from './text-diff.js';

/** How the bytes of a path differ, or why that cannot be said. */
export type FileDiff = TextDiff | { readonly kind: 'unavailable'; readonly reason: string };

/** Null for what has no bytes to compare: folders, links, and files of which only the permissions changed. */
export async function fileDiff(
  id: string,
  { path, change, before, now }: PathChange,
  snapshotter: Pick<SnapshotReaders['snapshotter'], 'bytesBefore'>,
): Promise<FileDiff | null> {
  const hasBytes = ({ kind }: FileState): boolean => kind === 'file' || kind === 'absent';
  if (change === 'permissions' || !hasBytes(before) || !hasBytes(now)) return null;
  if (Math.max(before.size, now.size) > MAX_DIFF_BYTES) {
    return { kind: 'too-large', bytesBefore: before.size, bytesNow: now.size };
  }
  try {
    const old = before.kind === 'file' ? snapshotter.bytesBefore(id, path) : new Uint8Array();
    if (old === null) return { kind: 'unavailable', reason: 'its bytes were not kept' };
    return await textDiff(old, now.kind === 'file' ? bytesNow(now) : new Uint8Array());
  } catch (error) {
    return { kind: 'unavailable', reason: (error as Error).message };
  }
}

/** The bytes that the comparison saw, and no others: whoever swaps the file for a link meanwhile shows nothing. */
function bytesNow({ path, size, sha256 }: FileState): Uint8Array {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const buffer = Buffer.alloc(size + 1);
    let length = 0;
    while (fstatSync(fd).isFile() && length < buffer.length) {
      const read = readSync(fd, buffer, length, buffer.length - length, null);
      if (read === 0) break;
      length += read;
    }
    const bytes = buffer.subarray(0, length);
    if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
    throw new Error('it changed while it was compared');
  } finally {
    closeSync(fd);
  }
}
