import { resolve, sep } from 'node:path';
import { walkTree } from '../../snapshot/walk-tree.js';

/** The most paths of a workspace that are looked at. */
const MOST_PATHS = 10_000;
const NOT_LOOKED_INTO = /[/\\](?:node_modules|\.git|\.agentos)$/;

/** Where else a relative path may lead. */
export interface Elsewhere {
  /** Absolute path of what is there. */
  readonly found: string | null;
  /** The workspace has more than is looked at. */
  readonly overflow: boolean;
}

/**
 * Looks for a path below the workspace that ends like a relative one: a tool may mean another folder than ours when it
 * speaks of `coverage/index.html`. Follows no link.
 */
export function findElsewhere(relativePath: string, workspaceRoot: string): Elsewhere {
  const end = resolve(sep, relativePath);
  const skip = (path: string): string | null => (NOT_LOOKED_INTO.test(path) ? 'it holds other work' : null);
  const { paths, overflow } = walkTree(workspaceRoot, { limit: MOST_PATHS, skip });
  return { found: paths.find(({ path }) => path.endsWith(end))?.path ?? null, overflow };
}
