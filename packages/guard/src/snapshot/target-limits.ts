import { dirname, join, sep } from 'node:path';
import type { ManifestTarget } from './manifest.js';

/** How much one call may have remembered. */
export interface SnapshotLimits {
  /** Bytes of all files together. Default: 512 MiB. */
  readonly maxBytes?: number;
  /** Files, folders and links. Default: 20,000. */
  readonly maxFiles?: number;
}

/** What may be remembered at all. */
export interface TargetLimits {
  readonly maxBytes: number;
  readonly maxFiles: number;
  /** Why the tree below a folder is not remembered; null when it is. */
  refusedTree(path: string): string | null;
  /** Whether a path belongs to the product's own state: rolling back the journal would be a lie. */
  isState(path: string): boolean;
  skipIn(tree: ManifestTarget['tree']): (path: string, name: string) => string | null;
}

export interface LimitOptions {
  readonly workspaceRoot: string;
  readonly dir: string;
  readonly home: string;
  readonly limits: SnapshotLimits;
}

export function createTargetLimits({ workspaceRoot, dir, home, limits }: LimitOptions): TargetLimits {
  const state = stateFolder(dir, workspaceRoot);
  const isState = (path: string): boolean => isIn(path, state) || isIn(path, dir);
  return {
    maxBytes: limits.maxBytes ?? 512 * 1024 * 1024,
    maxFiles: limits.maxFiles ?? 20_000,
    isState,
    refusedTree: (path) =>
      isIn(home, path) ? 'a whole home folder, or a folder above one, is never kept' : null,
    skipIn: (tree) => (path, name) => {
      if (isState(path)) return 'the state of the product itself is never rolled back';
      if (tree === 'without-git' && name === '.git')
        return "git's own files are kept only when a call deletes them";
      return null;
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
