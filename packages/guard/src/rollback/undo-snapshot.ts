import { createRealFolders } from '../snapshot/real-folders.js';
import { pathsToChange, rollBack } from './roll-back.js';
import { undoItems } from './undo-items.js';
import type { RestoredPath, RollbackReport } from '@sentinel-agentos/core';
import type { RollbackRecord } from '../snapshot/manifest.js';
import type { RollbackPlace } from './put-back.js';
import type { SnapshotFiles } from '../snapshot/snapshot-files.js';

/** A rollback report that also says how to take the rollback back. */
export interface UndoReport extends RollbackReport {
  /** Id to undo the undoing with; null when nothing was changed, or when it could not be kept. */
  readonly undoId: string | null;
}

export interface UndoContext {
  readonly files: SnapshotFiles;
  readonly now: () => number;
  /** Takes a snapshot of some paths before the rollback changes them; returns its id. */
  readonly takeForUndo: (undoOf: string, paths: readonly string[]) => string;
  readonly settleUndo: (undoId: string) => void;
}

/**
 * Undoes the call of a snapshot. What it is about to change is itself snapshotted first, so that the undoing can
 * be undone. The intent is written before and the outcome after: an undo that was cut off is taken up again,
 * with the snapshot of its first try.
 */
export function undoSnapshot(id: string, context: UndoContext): UndoReport {
  const { files } = context;
  const manifest = files.manifest(id);
  const items = undoItems(manifest, files.after(id));
  const place: RollbackPlace = {
    folder: files.folder(id),
    real: createRealFolders(manifest.folders),
    folders: manifest.folders,
  };
  const startedAt = context.now();
  const record = (undoId: string | null, status: RollbackRecord['status']): void =>
    files.writeRollback({ version: 1, id, startedAt, undoId, status });

  const cutOff = unfinished(files.rollback(id));
  const paths = pathsToChange(items, place);
  let undoId = cutOff;
  let note: string | null = null;
  try {
    if (undoId === null && paths.length > 0) undoId = context.takeForUndo(id, paths);
    record(undoId, null);
  } catch (error) {
    // On a full disk putting the files back matters more than being able to take that back.
    note = `this can't be undone in turn: ${(error as Error).message}`;
  }
  const report = rollBack(id, items, manifest.uncovered, place);
  if (note !== null) return { ...withNote(report, note), undoId: null };
  if (undoId !== null) context.settleUndo(undoId);
  record(undoId, report.status);
  return { ...report, undoId };
}

function unfinished(record: RollbackRecord | null): string | null {
  return record === null || record.status !== null ? null : record.undoId;
}

function withNote(report: RollbackReport, note: string): RollbackReport {
  const noted = (path: RestoredPath): RestoredPath =>
    path.outcome === 'restored' || path.outcome === 'removed' ? { ...path, reason: note } : path;
  return { ...report, paths: report.paths.map(noted) };
}
