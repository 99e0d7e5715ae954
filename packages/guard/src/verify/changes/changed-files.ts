import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expectedChanges } from './expected-changes.js';
import { fileBefore } from './file-before.js';
import { isIn } from '../../snapshot/target-limits.js';
import { lookAt } from '../../snapshot/path-state.js';
import { readToEnd, withRegularFile } from '../../snapshot/file-bytes.js';
import { walkTree } from '../../snapshot/walk-tree.js';
import type { CheckRequest } from '../check.js';
import type { FileBefore } from './file-before.js';

/** A file that a call made, rewrote or deleted. */
export interface ChangedFile {
  /** Absolute path. */
  readonly path: string;
  readonly before: FileBefore;
  /** Whether it is there now. */
  readonly there: boolean;
}

/** The most paths that are looked at in a folder that a call writes or deletes. */
const MOST_IN_FOLDER = 10_000;
const NOT_LOOKED_INTO = /[/\\](?:node_modules|\.git)$/;
/** Files that are compared before others get their turn, and a limit is looked at. */
const AT_ONCE = 20;

/**
 * The paths below the workspace that a call may have changed, of those that `wanted` accepts: what is told by names
 * alone, without reading a file. Of a folder that a call writes, every file in it counts.
 */
export function touchedPaths(request: CheckRequest, wanted: (path: string) => boolean): readonly string[] {
  const named = new Set(expectedChanges(request).map(({ path }) => path));
  const paths = new Set(named);
  for (const { path } of request.snapshot?.files ?? []) if (isBelowOne(path, named)) paths.add(path);
  for (const path of named) for (const each of filesBelow(path)) paths.add(each);
  return [...paths].filter((path) => isIn(path, request.workspaceRoot) && wanted(path));
}

/**
 * The regular files among paths that a call may have changed, unchanged ones left out. Lets others have their turn
 * while it compares; rejects when `signal` aborts.
 */
export async function changedFiles(
  request: CheckRequest,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly ChangedFile[]> {
  const changed: ChangedFile[] = [];
  for (const [index, path] of paths.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await nextTurn();
    signal.throwIfAborted();
    const there = lookAt(path)?.isFile() === true;
    const before = fileBefore(request, path);
    if (!there && before.status === 'absent') continue;
    if (there && before.status === 'known' && holds(path, before.bytes)) continue;
    changed.push({ path, before, there });
  }
  return changed;
}

function isBelowOne(path: string, folders: ReadonlySet<string>): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (folders.has(at)) return true;
    if (dirname(at) === at) return false;
  }
}

function filesBelow(folder: string): readonly string[] {
  if (lookAt(folder)?.isDirectory() !== true) return [];
  const skip = (path: string): string | null => (NOT_LOOKED_INTO.test(path) ? 'it holds other work' : null);
  return walkTree(folder, { limit: MOST_IN_FOLDER, skip }).paths.flatMap(({ path, stat }) =>
    stat.isFile() ? [path] : [],
  );
}

function holds(path: string, bytes: Uint8Array): boolean {
  return withRegularFile(path, (fd) => readToEnd(fd, bytes.length, bytes.length)?.equals(bytes) === true);
}
