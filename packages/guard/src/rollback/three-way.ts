import { sameState } from '../snapshot/path-state.js';
import type { FileState } from '@sentinel-agentos/core';

/** What undoing a call means for one path. */
export type UndoStep = 'nothing' | 'put-back' | 'remove' | 'conflict';

/**
 * Compares a path before the call, right after it (null when that is not known) and now. Only what the call
 * itself left is undone; whatever else is there now belongs to somebody and stays.
 */
export function threeWay(before: FileState, after: FileState | null, now: FileState): UndoStep {
  if (sameState(before, now)) return 'nothing';
  const undoable = after === null ? nothingToLose(before, now) : sameState(after, now);
  if (!undoable) return 'conflict';
  return before.kind === 'absent' ? 'remove' : 'put-back';
}

/**
 * After a crash nobody knows whose the bytes are. Where there are none, putting the old ones back loses
 * nothing: the path is gone, or it is a file that was cut to nothing.
 */
function nothingToLose(before: FileState, now: FileState): boolean {
  if (before.kind === 'absent') return false;
  return now.kind === 'absent' || (before.kind === 'file' && now.kind === 'file' && now.size === 0);
}
