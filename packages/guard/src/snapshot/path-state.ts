import { lstatSync, readlinkSync } from 'node:fs';
import { hashFile } from './file-bytes.js';
import type { BigIntStats } from 'node:fs';
import type { FileState } from '@sentinel-agentos/core';

/** What tells one incarnation of a path from another without reading it. Numbers as decimal strings. */
export interface Inode {
  readonly dev: string;
  readonly ino: string;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly ctimeNs: string;
}

/** Stat of the path itself, no link followed; null when nothing is there. Other errors are thrown. */
export function lookAt(path: string): BigIntStats | null {
  try {
    return lstatSync(path, { bigint: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

export function kindOf(stat: BigIntStats): Exclude<FileState['kind'], 'absent'> {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  if (stat.isSymbolicLink()) return 'symlink';
  return 'other';
}

export function inodeOf(stat: BigIntStats): Inode {
  return {
    dev: String(stat.dev),
    ino: String(stat.ino),
    nlink: Number(stat.nlink),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    ctimeNs: String(stat.ctimeNs),
  };
}

/** The change time can't be set back by a program, so the same mark means the same bytes. */
export function markOf(stat: BigIntStats): string {
  return `${stat.dev}:${stat.ino}:${stat.mode}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`;
}

/** A file that was changed so shortly before may be changed again within the same tick of its times. */
const TICK_NS = 100_000_000n;

/** Whether a change now would show in the change time of a file: not within the same tick. */
export function isSettled(ctimeNs: bigint, fileSystemNs: bigint): boolean {
  return fileSystemNs - ctimeNs > TICK_NS;
}

export function absentState(path: string): FileState {
  return { path, kind: 'absent', mode: 0, size: 0, mtimeNs: '0', sha256: null, linkTarget: null };
}

/** The state of a path from its stat; the hash of a file's bytes must have been computed before. */
export function stateFrom(path: string, stat: BigIntStats, sha256: string | null): FileState {
  const kind = kindOf(stat);
  return {
    path,
    kind,
    mode: Number(stat.mode & 0o7777n),
    size: kind === 'directory' ? 0 : Number(stat.size),
    mtimeNs: String(stat.mtimeNs),
    sha256: kind === 'file' ? sha256 : null,
    linkTarget: kind === 'symlink' ? readlinkSync(path) : null,
  };
}

/** Reads the state of a path, a file's hash included. Throws when it cannot be read. */
export function readPathState(path: string): FileState {
  const stat = lookAt(path);
  if (stat === null) return absentState(path);
  return stateFrom(path, stat, stat.isFile() ? hashFile(path) : null);
}

/** Same kind, bytes, permissions and link target. Times are not compared: touching a file changes nothing to undo. */
export function sameState(a: FileState, b: FileState): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'absent':
      return true;
    case 'directory':
      return a.mode === b.mode;
    case 'file':
      return a.mode === b.mode && a.sha256 === b.sha256;
    case 'symlink':
      return a.linkTarget === b.linkTarget;
    case 'other':
      return false;
  }
}
