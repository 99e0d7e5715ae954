import { undoRecorded } from './undo.js';
import type { System } from './system.js';

/**
 * Goes on with undos whose process ended in the middle: half an undo is no state that anybody wanted. What can't be
 * finished now, because the journal or the snapshot can't be read, stays as it is for the next time.
 */
export function finishUndos(system: Pick<System, 'journal' | 'snapshotter' | 'clock'>): void {
  for (const id of system.snapshotter.cutOff()) {
    try {
      undoRecorded(system, system.snapshotter.load(id));
    } catch {
      // Opening must not fail for it; `snapshots` shows the undo as not finished.
    }
  }
}
