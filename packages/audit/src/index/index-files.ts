import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { fileStamp, isSettled } from './file-stamp.js';
import { decodeIndex, encodeIndex } from './index-file.js';
import type { SegmentIndex } from './segment-index.js';

/** What an index may be larger than its segment by: it is a fraction of it, but for the smallest. */
const SPARE_BYTES = 64 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** An index as it stands on the disk. */
export interface SavedIndex {
  readonly mac: string;
  /** How far it reaches into its segment. */
  readonly through: number;
  readonly calls: number;
}

/** A segment, and what its index counts on. */
export interface IndexedSegment {
  readonly path: string;
  /** The open segment file. */
  readonly fd: number;
  readonly segment: number;
  readonly firstCall: number;
  /** `mac` of the index of the segment before; empty for the first segment. */
  readonly prior: string;
}

/** Path of the index of a segment. */
export function indexPath(segmentPath: string): string {
  return segmentPath.replace(/\.jsonl$/, '.index');
}

/**
 * The index of a segment that an earlier process left, if it was made with this key and holds for the segment as it
 * is: either nothing has touched the file since, or the bytes that are indexed have the same digest. Null
 * otherwise, whatever the file holds.
 */
export function loadIndex(
  { path, fd, segment, firstCall, prior }: IndexedSegment,
  key: Buffer,
): { readonly index: SegmentIndex; readonly saved: SavedIndex } | null {
  try {
    const stats = fstatSync(fd, { bigint: true });
    const bytes = readIndex(indexPath(path), Number(stats.size));
    const found = bytes === null ? null : decodeIndex(bytes, key);
    if (found === null || found.prior !== prior) return null;
    const { index, mac, digest } = found;
    if (index.segment !== segment || index.firstCall !== firstCall) return null;
    const { through, stamp } = index.reach;
    if (stamp !== fileStamp(stats) && digestOf(fd, through) !== digest) return null;
    return { index, saved: { mac, through, calls: index.calls.count } };
  } catch {
    return null;
  }
}

/**
 * Leaves an index for later processes. Null when that cannot be done, or when the segment was being changed: then
 * they make their own.
 */
export function saveIndex(
  index: SegmentIndex,
  { path, fd, prior }: IndexedSegment,
  key: Buffer,
  now: number,
): SavedIndex | null {
  const draft = `${indexPath(path)}.${randomBytes(6).toString('hex')}.draft`;
  try {
    const digest = digestOf(fd, index.reach.through);
    const stats = fstatSync(fd, { bigint: true });
    // Nothing was changed since the rows were read, so the digest is of the bytes they were read from.
    if (digest === null || fileStamp(stats) !== index.reach.stamp) return null;
    const stamp = isSettled(stats, now) ? index.reach.stamp : '';
    const bytes = encodeIndex(index, { prior, digest, stamp }, key);
    writeFileSync(draft, bytes, { flag: 'wx', mode: 0o600 });
    renameSync(draft, indexPath(path));
    const mac = bytes.toString('hex', 0, 32);
    return { mac, through: index.reach.through, calls: index.calls.count };
  } catch {
    rmSync(draft, { force: true });
    return null;
  }
}

function readIndex(path: string, segmentBytes: number): Buffer | null {
  // Neither a link nor a pipe: the folder may be an attacker's.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(fd);
    return stats.isFile() && stats.size <= segmentBytes + SPARE_BYTES ? readFileSync(fd) : null;
  } finally {
    closeSync(fd);
  }
}

/** SHA-256 of the first bytes of a file, in hex; null when it has fewer. */
function digestOf(fd: number, bytes: number): string | null {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let done = 0; done < bytes;) {
    const read = readSync(fd, chunk, 0, Math.min(chunk.length, bytes - done), done);
    if (read === 0) return null;
    hash.update(chunk.subarray(0, read));
    done += read;
  }
  return hash.digest('hex');
}
