import { isHalfDone } from './half-done.js';
import { observe } from './undo-items.js';
import { putBack, remove } from './put-back.js';
import { saveBeside } from './save-beside.js';
import { sep } from 'node:path';
import { threeWay } from './three-way.js';
import type { FileState, RestoredPath } from '@sentinel-agentos/core';
import type { Observed, UndoItem } from './undo-items.js';
import type { RollbackPlace } from './rollback-place.js';
import type { UndoStep } from './three-way.js';

/** One try of a rollback. */
export interface RollbackTry {
  readonly id: string;
  /** Name of its temporary files. */
  readonly temporary: string;
  /** Paths that can be taken back afterwards, and no others are changed; null when none can. */
  readonly remembered: ReadonlySet<string> | null;
}

/** What undoing the call means for a path in its state now. Throws when a file can't be read that may be half done. */
export function stepFor(item: UndoItem, now: FileState, place: RollbackPlace): UndoStep {
  const step = threeWay(item.before, item.after, now);
  const isOurs = step === 'conflict' && place.begun.has(item.path) && isHalfDone(item, now, place.folder);
  return isOurs ? 'put-back' : step;
}

/** What the rollback knows about a path that it comes to. */
export interface SeenBefore {
  /** Permissions of a folder from before the rollback opened it; null when it did not. */
  readonly openedFrom: number | null;
  /** Whether something that the call made in it could not be removed. */
  readonly hasFailedBelow: () => boolean;
}

/** Undoes the call on one path. Throws when it fails. */
export function undoPath(
  item: UndoItem,
  place: RollbackPlace,
  { id, temporary, remembered }: RollbackTry,
  { openedFrom, hasFailedBelow }: SeenBefore,
): RestoredPath {
  const { path } = item;
  const seen = observe(path, place.real);
  const now = openedFrom === null ? seen : { ...seen, state: { ...seen.state, mode: openedFrom } };
  const step = stepFor(item, now.state, place);
  if ((step === 'put-back' || step === 'remove') && remembered?.has(path) === false)
    throw new Error('it changed since the undo began; undo again');
  switch (step) {
    case 'nothing':
      return { path, outcome: 'unchanged' };
    case 'remove':
      return (
        kept(now, hasFailedBelow, () => {
          remove(path, now, place);
          return { path, outcome: 'removed' };
        }) ?? { path, outcome: 'conflict', reason: HOLDS_FILES }
      );
    case 'put-back':
      if (isGitsOwn(item) && now.state.kind !== 'absent') {
        throw new Error("git's own files are put back only when the call deleted them");
      }
      return (
        kept(now, hasFailedBelow, () => {
          putBack(item, now, place, temporary);
          return { path, outcome: 'restored' };
        }) ?? conflict(HOLDS_FILES)
      );
    case 'conflict':
      return conflict(
        item.after === null
          ? 'it is not known whether the call or somebody else left it like this; it was kept'
          : 'somebody else changed it after the call; it was kept',
      );
  }

  function conflict(reason: string): RestoredPath {
    const savedAs = isGitsOwn(item) ? undefined : saveBeside(item, id, place, temporary);
    return { path, outcome: 'conflict', reason, ...(savedAs === undefined ? {} : { savedAs }) };
  }
}

const HOLDS_FILES = 'it holds files that the call is not known to have made';

/** Null when a folder that would have to go stays with what somebody put into it. */
function kept(now: Observed, hasFailedBelow: () => boolean, run: () => RestoredPath): RestoredPath | null {
  try {
    return run();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    const isFull = syscall === 'rmdir' && (code === 'ENOTEMPTY' || code === 'EEXIST');
    if (now.state.kind !== 'directory' || !isFull || hasFailedBelow()) throw error;
    return null;
  }
}

/** Index, HEAD, refs and stash of a repository inside a target tree: someone may have committed meanwhile. */
function isGitsOwn({ path, entry }: UndoItem): boolean {
  return entry?.role === 'tree' && path.split(sep).includes('.git');
}
