import { createRealFolders } from '../snapshot/real-folders.js';
import { observe, undoItems } from './undo-items.js';
import { sameState } from '../snapshot/path-state.js';
import type { FileState } from '@sentinel-agentos/core';
import type { SnapshotFiles } from '../snapshot/snapshot-files.js';

/** How one path differs from the time before the call. */
export interface PathChange {
  readonly path: string;
  readonly change: 'created' | 'deleted' | 'replaced' | 'content' | 'permissions';
  readonly before: FileState;
  readonly now: FileState;
  /** Whether the path is as the call left it; `unknown` when that was not seen or not told apart. */
  readonly by: 'call' | 'somebody-else' | 'unknown';
}

/** The paths of a snapshot that are not as before the call, in order. Throws like `load`. */
export function diffSnapshot(files: SnapshotFiles, id: string): readonly PathChange[] {
  const manifest = files.manifest(id);
  const real = createRealFolders(manifest.folders);
  return undoItems(manifest, files.after(id)).flatMap(({ path, before, after }): readonly PathChange[] => {
    const now = observe(path, real).state;
    if (sameState(before, now)) return [];
    const by = after === null ? 'unknown' : sameState(after, now) ? 'call' : 'somebody-else';
    return [{ path, change: changeOf(before, now), before, now, by }];
  });
}

function changeOf(before: FileState, now: FileState): PathChange['change'] {
  if (before.kind === 'absent') return 'created';
  if (now.kind === 'absent') return 'deleted';
  if (before.kind !== now.kind) return 'replaced';
  return before.sha256 === now.sha256 && before.linkTarget === now.linkTarget ? 'permissions' : 'content';
}
