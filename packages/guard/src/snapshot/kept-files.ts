import type { BigIntStats } from 'node:fs';
import type { Preimage } from './preimages.js';

/** Bytes of a file that an earlier snapshot keeps already. */
export interface KeptFile {
  /** Mark of the file when its bytes were read: see `markOf`. */
  readonly mark: string;
  readonly sha256: string;
  /** Id of the snapshot that keeps them. */
  readonly snapshot: string;
  readonly preimage: Preimage;
}

/** Twice what one call may have remembered by default. */
const MOST_FILES = 40_000;

/**
 * The stat cache of one process: a file whose mark (device, inode, mode, size, times) is the one of an earlier
 * snapshot holds the same bytes, since no program can set a change time back. So a workspace that is remembered
 * again is read only where it changed. The oldest files are forgotten beyond 40,000.
 */
export interface KeptFiles {
  find(path: string, mark: string): KeptFile | null;
  add(path: string, kept: KeptFile): void;
  forget(path: string): void;
  /** Notes how a pack or copy looks that was just written. */
  written(file: BigIntStats): void;
  /** Whether a pack or copy looks as it did when it was written. */
  isIntact(file: BigIntStats): boolean;
}

export function createKeptFiles(mostFiles: number = MOST_FILES): KeptFiles {
  const files = new Map<string, KeptFile>();
  const packs = new Map<string, string>();
  return {
    find: (path, mark) => {
      const found = files.get(path);
      return found?.mark === mark ? found : null;
    },
    add: (path, kept) => {
      files.delete(path);
      files.set(path, kept);
      if (files.size > mostFiles) files.delete(files.keys().next().value ?? '');
    },
    forget: (path) => {
      files.delete(path);
    },
    written: (file) => {
      packs.set(inodeOf(file), looksOf(file));
      if (packs.size > mostFiles) packs.delete(packs.keys().next().value ?? '');
    },
    isIntact: (file) => packs.get(inodeOf(file)) === looksOf(file),
  };
}

function inodeOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}

/** A second name changes the change time, and nothing else that matters. */
function looksOf({ size, mtimeNs }: BigIntStats): string {
  return `${size}:${mtimeNs}`;
}
