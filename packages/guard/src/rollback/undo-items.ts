import { dirname } from 'node:path';
import { absentState, lookAt, markOf, readPathState } from '../snapshot/path-state.js';
import { isInPlace } from './in-place.js';
import type { AfterState, Manifest, ManifestEntry } from '../snapshot/manifest.js';
import type { FileState } from '@sentinel-agentos/core';
import type { RealFolders } from '../snapshot/real-folders.js';

/** One path to be brought back, with what is known about it. */
export interface UndoItem {
  readonly path: string;
  readonly before: FileState;
  /** Null when it is not known, or not known to be this call's doing. */
  readonly after: FileState | null;
  readonly entry: ManifestEntry | null;
}

/** Everything that the snapshot of a call speaks about. */
export function undoItems(manifest: Manifest, after: AfterState | null): readonly UndoItem[] {
  const unknown = new Set(after?.unknown);
  const changed = new Map(after?.changed.map((state) => [state.path, state]));
  const afterOf = (path: string, before: FileState): FileState | null =>
    after === null || unknown.has(path) ? null : (changed.get(path) ?? before);

  const items = new Map<string, UndoItem>();
  for (const entry of manifest.entries) {
    const { path } = entry.state;
    items.set(path, { path, before: entry.state, after: afterOf(path, entry.state), entry });
  }
  for (const path of [...changed.keys(), ...unknown]) {
    const before = absentState(path);
    if (!items.has(path)) items.set(path, { path, before, after: afterOf(path, before), entry: null });
  }
  return [...items.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A path as it is now, with a mark that changes when anybody touches it. */
export interface Observed {
  readonly state: FileState;
  readonly mark: string | null;
}

/** What is behind a link that took the place of the folder is not the path: the path itself is absent then. */
export function observe(path: string, real: RealFolders): Observed {
  const stat = isInPlace(dirname(path), real) ? lookAt(path) : null;
  if (stat === null) return { state: absentState(path), mark: null };
  return { state: readPathState(path), mark: markOf(stat) };
}

/** Throws when somebody touched the path since it was observed: then nothing is done to it. */
export function assertUntouched(path: string, { mark }: Observed): void {
  const stat = lookAt(path);
  if ((stat === null ? null : markOf(stat)) !== mark)
    throw new Error('it changed while it was being put back');
}
