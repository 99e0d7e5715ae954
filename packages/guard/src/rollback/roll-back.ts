import { dirname, sep } from 'node:path';
import { createFolderDoors } from './folder-doors.js';
import { finishFolder, putBack, remove, syncFolder } from './put-back.js';
import { observe } from './undo-items.js';
import { saveBeside } from './save-beside.js';
import { threeWay } from './three-way.js';
import { stillMarked } from '../snapshot/remember-path.js';
import type { FolderDoors } from './folder-doors.js';
import type { ManifestUncovered } from '../snapshot/manifest.js';
import type { RestoredPath, RollbackReport } from '@sentinel-agentos/core';
import type { RollbackPlace } from './put-back.js';
import type { UndoItem } from './undo-items.js';

/** The paths that a rollback would change, in the state they are in now. Reads only. */
export function pathsToChange(items: readonly UndoItem[], place: RollbackPlace): readonly string[] {
  const paths: string[] = [];
  for (const item of items) {
    try {
      const step = threeWay(item.before, item.after, observe(item.path, place.real).state);
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
 * permissions and times. Run again after a crash, it goes on: what is back already compares as unchanged.
 */
export function rollBack(
  id: string,
  items: readonly UndoItem[],
  uncovered: readonly ManifestUncovered[],
  place: RollbackPlace,
): RollbackReport {
  const outcomes = new Map<string, RestoredPath>();
  const disturbed = new Set<string>();
  const finished = new Set<string>();
  const doors = createFolderDoors();
  const attempt = (item: UndoItem): void => {
    const outcome = undoPath(id, item, place, doors);
    outcomes.set(item.path, outcome);
    if (outcome.outcome === 'restored' || outcome.outcome === 'removed') disturbed.add(dirname(item.path));
  };
  for (const item of [...items].reverse()) if (item.before.kind === 'absent') attempt(item);
  for (const item of items) if (item.before.kind !== 'absent') attempt(item);

  for (const item of [...items].reverse()) {
    if (item.before.kind !== 'directory') continue;
    const restored = outcomes.get(item.path)?.outcome === 'restored';
    const mode = restored ? item.before.mode : doors.modeOf(item.path);
    if (mode === null && !disturbed.has(item.path)) continue;
    try {
      if (place.real.inPlace(dirname(item.path))) finishFolder(item, mode);
      finished.add(item.path);
    } catch (error) {
      outcomes.set(item.path, { path: item.path, outcome: 'failed', reason: (error as Error).message });
    }
  }
  doors.close(finished);
  for (const folder of disturbed) syncFolder(folder);

  const paths = items.flatMap(({ path }) => outcomes.get(path) ?? []);
  for (const each of uncovered) {
    paths.push(
      stillMarked(each)
        ? { path: each.path, outcome: 'unchanged' }
        : { path: each.path, outcome: 'failed', reason: `it was not kept: ${each.reason}` },
    );
  }
  return { status: statusOf(paths), paths };
}

function undoPath(id: string, item: UndoItem, place: RollbackPlace, doors: FolderDoors): RestoredPath {
  try {
    return doors.through(item.path, () => undoObserved(id, item, place, doors.modeOf(item.path)));
  } catch (error) {
    return { path: item.path, outcome: 'failed', reason: (error as Error).message };
  }
}

/** `openedFrom`: the path is a folder that the rollback opened; its own permissions were these. */
function undoObserved(
  id: string,
  item: UndoItem,
  place: RollbackPlace,
  openedFrom: number | null,
): RestoredPath {
  const { path } = item;
  const seen = observe(path, place.real);
  const now = openedFrom === null ? seen : { ...seen, state: { ...seen.state, mode: openedFrom } };
  const step = threeWay(item.before, item.after, now.state);
  switch (step) {
    case 'nothing':
      return { path, outcome: 'unchanged' };
    case 'remove':
      return removed(item, () => remove(path, now, place));
    case 'put-back':
      if (isGitsOwn(item) && now.state.kind !== 'absent') {
        throw new Error("git's own files are put back only when the call deleted them");
      }
      putBack(item, now, place);
      return { path, outcome: 'restored' };
    case 'conflict': {
      const savedAs = isGitsOwn(item) ? undefined : saveBeside(item, id, place);
      const reason =
        item.after === null
          ? 'it is not known whether the call or somebody else left it like this; it was kept'
          : 'somebody else changed it after the call; it was kept';
      return { path, outcome: 'conflict', reason, ...(savedAs === undefined ? {} : { savedAs }) };
    }
  }
}

/** A folder in which somebody put something stays, with it. */
function removed({ path }: UndoItem, run: () => void): RestoredPath {
  try {
    run();
    return { path, outcome: 'removed' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    return { path, outcome: 'conflict', reason: 'it holds files that the call is not known to have made' };
  }
}

/** Index, HEAD, refs and stash of a repository inside a target tree: someone may have committed meanwhile. */
function isGitsOwn({ path, entry }: UndoItem): boolean {
  return entry?.role === 'tree' && path.split(sep).includes('.git');
}

/** `failed`: nothing was put back, and something should have been. A conflict kept is not a failure. */
function statusOf(paths: readonly RestoredPath[]): RollbackReport['status'] {
  const has = (...outcomes: readonly RestoredPath['outcome'][]): boolean =>
    paths.some(({ outcome }) => outcomes.includes(outcome));
  if (!has('conflict', 'failed')) return 'complete';
  return has('failed') && !has('restored', 'removed', 'conflict') ? 'failed' : 'partial';
}
