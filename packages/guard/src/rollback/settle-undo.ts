import { absentState, readPathState, sameState } from '../snapshot/path-state.js';
import type { AfterState, Manifest } from '../snapshot/manifest.js';
import type { FileState, RestoredPath } from '@sentinel-agentos/core';
import type { UndoItem } from './undo-items.js';

/**
 * What a rollback left at the paths that its own snapshot remembers. It is not looked at but known: what came back is
 * as it was before the call. So an edit that somebody made meanwhile is never taken for the rollback's, and undoing
 * the undo keeps it.
 */
export function settleUndo(
  manifest: Manifest,
  items: readonly UndoItem[],
  outcomes: readonly RestoredPath[],
  modes: ReadonlyMap<string, number>,
): Pick<AfterState, 'changed' | 'unknown'> {
  const before = new Map(items.map((item) => [item.path, item.before]));
  const uncertain = new Set(
    outcomes.flatMap(({ path, outcome }) => (outcome === 'conflict' || outcome === 'failed' ? [path] : [])),
  );
  const changed: FileState[] = [];
  const unknown: string[] = [];
  for (const { state } of manifest.entries) {
    const { path } = state;
    const now = uncertain.has(path) ? null : (before.get(path) ?? madeFolder(path, modes.get(path)));
    if (now === null) unknown.push(path);
    else if (!sameState(state, now)) changed.push(now);
  }
  return { changed, unknown };
}

/** A folder that the call removed though it was no target, and that the rollback made again. */
function madeFolder(path: string, mode: number | undefined): FileState | null {
  if (mode !== undefined) return { ...absentState(path), kind: 'directory', mode };
  try {
    return readPathState(path);
  } catch {
    return null;
  }
}
