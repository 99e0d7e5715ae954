import { basename, dirname, join, sep } from 'node:path';
import { readCount } from './read-count.js';
import { realFolder } from './real-folders.js';
import type { ManifestTarget } from './manifest.js';

/** How much one call may have remembered. */
export interface SnapshotLimits {
  /** Bytes of all files together. Default: 512 MiB. */
  readonly maxBytes?: number;
  /** Files, folders and links. Default: 20,000. */
  readonly maxFiles?: number;
  /** Bytes that stay free on the disk of the snapshots: pre-images never take them. Default: 256 MiB. */
  readonly minFreeBytes?: number;
}

/** What may be remembered at all. Paths come as they are named and as they really are, links resolved. */
export interface TargetLimits {
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly minFreeBytes: number;
  /** Why the tree below a folder is not remembered; null when it is. */
  refusedTree(path: string, real: string): string | null;
  /** The folder of the product's own state. */
  readonly state: string;
  /** Whether a path belongs to the product's own state: rolling back the journal would be a lie. */
  isState(path: string, real: string): boolean;
  /** What a walk through a tree does not look at, and why. */
  skipIn(tree: ManifestTarget['tree'], root: string, realRoot: string): (path: string) => string | null;
}

export const STATE_REASON: string = 'the state of the product itself is never rolled back';
export const GIT_REASON: string = "git's own files are kept only when a call deletes them";

export interface LimitOptions {
  readonly workspaceRoot: string;
  readonly dir: string;
  readonly home: string;
  readonly limits: SnapshotLimits;
}

export function createTargetLimits({ workspaceRoot, dir, home, limits }: LimitOptions): TargetLimits {
  const state = stateFolder(dir, workspaceRoot);
  const isState = (path: string, real: string): boolean => isIn(path, state) || isIn(real, realFolder(state));
  return {
    maxBytes: readCount('limits.maxBytes', limits.maxBytes, 512 * 1024 * 1024),
    maxFiles: readCount('limits.maxFiles', limits.maxFiles, 20_000),
    minFreeBytes: readCount('limits.minFreeBytes', limits.minFreeBytes, 256 * 1024 * 1024),
    state,
    isState,
    refusedTree: (path, real) =>
      isIn(home, path) || isIn(realFolder(home), real)
        ? 'a whole home folder, or a folder above one, is never kept'
        : null,
    skipIn: (tree, root, realRoot) => {
      const realState = realFolder(state);
      return (path) => {
        const real = join(realRoot, path.slice(root.length));
        if (isIn(path, state) || isIn(real, realState)) return STATE_REASON;
        return tree === 'without-git' && basename(path) === '.git' ? GIT_REASON : null;
      };
    },
  };
}

/** Whether a path is a folder or in it. */
export function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : join(folder, sep));
}

/**
 * The folder above the snapshots holds the journal and the memory too. When it holds the workspace as well, it
 * can't be a state folder, and only the snapshots themselves are left out.
 */
function stateFolder(dir: string, workspaceRoot: string): string {
  const parent = dirname(dir);
  return isIn(workspaceRoot, parent) ? dir : parent;
}
