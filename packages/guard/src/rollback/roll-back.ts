import { dirname, join, sep } from 'node:path';
import { finishFolder } from './put-back.js';
import { finishParent } from './ready-parent.js';
import { isInPlace } from './in-place.js';
import { observe } from './undo-items.js';
import { stepFor, undoPath } from './undo-path.js';
import { stillMarked } from '../snapshot/remember-path.js';
import { sweepTemporary } from './temporary.js';
import { syncFolder } from '../snapshot/write-durably.js';
import type { FolderDoors } from './folder-doors.js';
import type { ManifestUncovered } from '../snapshot/manifest.js';
import type { RestoredPath, RollbackReport } from '@sentinel-agentos/core';
import type { RollbackPlace } from './rollback-place.js';
import type { RollbackPlan } from './rollback-plan.js';
import type { RollbackTry } from './undo-path.js';
import type { UndoItem } from './undo-items.js';

/** The paths that a rollback would change, in the state they are in now. Reads only. */
export function pathsToChange(items: readonly UndoItem[], place: RollbackPlace): readonly string[] {
  const paths: string[] = [];
  for (const item of items) {
    try {
      const step = stepFor(item, observe(item.path, place.real).state, place);
      if (step === 'put-back' || step === 'remove') paths.push(item.path);
    } catch {
      // What can't be read now will be reported by the rollback itself.
    }
  }
  return paths;
}

/**
 * Undoes a call, path by path; a path that fails does not stop the others. First goes what the call created,
 * innermost first, then comes back what it changed or deleted, outermost first, and last the folders get their
 * permissions and times. Run again after a crash, with the plan of the tries before, it goes on: what is back already
 * compares as unchanged, and what is half done is finished.
 */
export function rollBack(
  items: readonly UndoItem[],
  uncovered: readonly ManifestUncovered[],
  place: RollbackPlace,
  doors: FolderDoors,
  earlier: RollbackPlan | null,
  current: RollbackTry,
): RollbackReport {
  const outcomes = new Map<string, RestoredPath>();
  const disturbed = new Set([...place.begun].map((path) => dirname(path)));
  const finished = new Set<string>();
  const fail = (path: string, error: unknown): void => {
    outcomes.set(path, { path, outcome: 'failed', reason: (error as Error).message });
  };
  const hasFailedBelow = (path: string): boolean =>
    [...outcomes.values()].some((each) => each.outcome === 'failed' && each.path.startsWith(path + sep));
  const attempt = (item: UndoItem): void => {
    const { path } = item;
    try {
      const seen = { openedFrom: doors.modeOf(path), hasFailedBelow: () => hasFailedBelow(path) };
      const outcome = doors.through(path, () => undoPath(item, place, current, seen));
      outcomes.set(path, outcome);
      if (outcome.outcome === 'restored' || outcome.outcome === 'removed') disturbed.add(dirname(path));
    } catch (error) {
      fail(path, error);
    }
  };
  const leftOver = earlier === null ? [] : clearUp(items, place, doors, earlier);
  for (const item of [...items].reverse()) if (item.before.kind === 'absent') attempt(item);
  for (const item of items) if (item.before.kind !== 'absent') attempt(item);

  for (const item of [...items].reverse()) {
    if (item.before.kind !== 'directory') continue;
    const restored = outcomes.get(item.path)?.outcome === 'restored';
    const mode = restored ? item.before.mode : doors.modeOf(item.path);
    if (mode === null && !disturbed.has(item.path)) continue;
    try {
      if (isInPlace(dirname(item.path), place.real)) finishFolder(item, mode);
      finished.add(item.path);
    } catch (error) {
      fail(item.path, error);
    }
  }
  const open = doors
    .close(finished)
    .map(({ path, reason }): RestoredPath => ({ path, outcome: 'failed', reason }));
  for (const outcome of open) outcomes.delete(outcome.path);
  noteUnsynced(disturbed, outcomes);

  const paths = [...leftOver, ...open, ...items.flatMap(({ path }) => outcomes.get(path) ?? [])];
  for (const each of uncovered) {
    paths.push(
      stillMarked(each)
        ? { path: each.path, outcome: 'unchanged' }
        : { path: each.path, outcome: 'failed', reason: `it was not kept: ${each.reason}` },
    );
  }
  return { status: statusOf(paths), paths };
}

/** Takes away what tries that were cut off left beside the paths; answers what it can't. */
function clearUp(
  items: readonly UndoItem[],
  place: RollbackPlace,
  doors: FolderDoors,
  earlier: RollbackPlan,
): readonly RestoredPath[] {
  const leftOver: RestoredPath[] = [];
  const attempt = (path: string, run: () => void): void => {
    try {
      doors.through(path, run);
    } catch (error) {
      leftOver.push({ path, outcome: 'failed', reason: (error as Error).message });
    }
  };
  const missing = [...earlier.missing].sort();
  for (const folder of missing) attempt(folder, () => finishParent(folder, place));
  for (const folder of new Set(items.map(({ path }) => dirname(path)))) {
    for (const name of earlier.temporaries) {
      const path = join(folder, name);
      attempt(path, () => {
        if (isInPlace(folder, place.real)) sweepTemporary(path);
      });
    }
  }
  return leftOver;
}

/** A power cut could bring the old names back: that is said, and nothing else is wrong. */
function noteUnsynced(folders: ReadonlySet<string>, outcomes: Map<string, RestoredPath>): void {
  const failed = new Map<string, string>();
  for (const folder of folders) {
    try {
      syncFolder(folder);
    } catch (error) {
      failed.set(folder, `its folder could not be synced: ${(error as Error).message}`);
    }
  }
  if (failed.size === 0) return;
  for (const [path, outcome] of outcomes) {
    const reason = failed.get(dirname(path));
    const isChanged = outcome.outcome === 'restored' || outcome.outcome === 'removed';
    if (reason !== undefined && isChanged) outcomes.set(path, { ...outcome, reason });
  }
}

/** `failed`: nothing was put back, and something should have been. A conflict kept is not a failure. */
function statusOf(paths: readonly RestoredPath[]): RollbackReport['status'] {
  const has = (...outcomes: readonly RestoredPath['outcome'][]): boolean =>
    paths.some(({ outcome }) => outcomes.includes(outcome));
  if (!has('conflict', 'failed')) return 'complete';
  return has('failed') && !has('restored', 'removed', 'conflict') ? 'failed' : 'partial';
}
