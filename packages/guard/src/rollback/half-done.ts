import { isPartOfBefore } from './write-in-place.js';
import { OWNER } from './rollback-plan.js';
import type { FileState } from '@sentinel-agentos/core';
import type { UndoItem } from './undo-items.js';

/**
 * Whether a path that an earlier try was about to put back is in a state that only a try that was cut off leaves, and
 * that holds nothing but what comes back anyway. Anything else is somebody's edit.
 */
export function isHalfDone(item: UndoItem, now: FileState, folder: string): boolean {
  const { before, after } = item;
  switch (before.kind) {
    case 'directory':
      if (now.kind === 'absent') return after?.kind === 'file' || after?.kind === 'symlink';
      return now.kind === 'directory' && (now.mode === OWNER || now.mode === (before.mode | OWNER));
    case 'symlink':
      return now.kind === 'absent' && after?.kind === 'directory';
    case 'file':
      if (now.kind === 'absent') return after?.kind === 'directory';
      return isPartOfBefore(item, now, folder);
    case 'absent':
    case 'other':
      return false;
  }
}
