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

/**
 * The regular files below the workspace that a call changed, of those that `wanted` accepts by their path: each
 * file once, unchanged ones left out. Of a folder that a call writes, every file in it counts.
 */
export function changedFiles(
  request: CheckRequest,
  wanted: (path: string) => boolean,
): readonly ChangedFile[] {
  const paths = new Set<string>();
  for (const { path } of expectedChanges(request)) {
    paths.add(path);
    for (const state of request.snapshot?.files ?? []) if (isIn(state.path, path)) paths.add(state.path);
    for (const each of filesBelow(path)) paths.add(each);
  }
  return [...paths].flatMap((path) => {
    if (!wanted(path) || !isIn(path, request.workspaceRoot)) return [];
    const there = lookAt(path)?.isFile() === true;
    const before = fileBefore(request, path);
    if (!there && before.status === 'absent') return [];
    if (there && before.status === 'known' && holds(path, before.bytes)) return [];
    return [{ path, before, there }];
  });
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
