import { createFolderDoors } from './folder-doors.js';
import { createRealFolders } from '../snapshot/real-folders.js';
import { pathsToChange, rollBack } from './roll-back.js';
import { planRollback, readPlan, removePlan } from './rollback-plan.js';
import { SentinelError } from '@sentinel-agentos/core';
import { settleUndo } from './settle-undo.js';
import { callIdOf } from './undo-id.js';
import { undoItems } from './undo-items.js';
import type { AfterState, Manifest, ManifestUncovered, RollbackRecord } from '../snapshot/manifest.js';
import type { RestoredPath, RollbackReport } from '@sentinel-agentos/core';
import type { RollbackPlace } from './rollback-place.js';
import type { SnapshotFiles } from '../snapshot/snapshot-files.js';

/** A rollback report that also says how to take the rollback back. */
export interface UndoReport extends RollbackReport {
  /** Id to undo the undoing with; null when nothing was changed, or when it could not be kept. */
  readonly undoId: string | null;
}

export interface UndoContext {
  readonly files: SnapshotFiles;
  readonly now: () => number;
  /** An id for a snapshot that undoes the undoing of another one. Throws when there is none. */
  readonly freeUndoId: (undoOf: string) => string;
  /** Takes a snapshot of some paths before the rollback changes them. Replaces one that was cut off. */
  readonly takeForUndo: (undoId: string, undoOf: string, paths: readonly string[]) => void;
}

/**
 * Undoes the call of a snapshot. What it is about to change is itself snapshotted first, so that the undoing can
 * be undone. The intent is written before and the outcome after: an undo that was cut off, or that failed in part, is
 * taken up again, with the snapshot of its first try.
 */
export function undoSnapshot(id: string, context: UndoContext): UndoReport {
  const { files } = context;
  const folder = files.folder(id);
  const manifest = files.manifest(id);
  const items = undoItems(manifest, files.after(id));
  const before = files.rollback(id);
  const earlier = readPlan(files, id);
  const place: RollbackPlace = {
    folder,
    real: createRealFolders(manifest.folders),
    modes: modesOf(manifest),
    begun: new Set(earlier?.paths),
  };
  const startedAt = context.now();
  const record = (undoId: string | null, status: RollbackRecord['status']): void =>
    files.writeRollback({ version: 1, id, startedAt, undoId, status });

  const paths = pathsToChange(items, place);
  const first = firstTry(files, id, before, earlier !== null, paths);
  let undo = first?.manifest ?? null;
  let plan = planRollback(id, paths, earlier);
  const notes: string[] = [];
  const trying = (run: () => void, what: string): boolean => {
    try {
      run();
      return true;
    } catch (error) {
      // On a full disk putting the files back matters more than what is written about it.
      notes.push(`${what}: ${(error as Error).message}`);
      return false;
    }
  };

  const isKept = trying(() => {
    const undoId = undo?.id ?? (paths.length === 0 ? null : (first?.id ?? context.freeUndoId(id)));
    record(undoId, null);
    if (undo !== null || undoId === null) return;
    context.takeForUndo(undoId, id, paths);
    undo = files.manifest(undoId);
  }, NOT_UNDOABLE);
  if (!isKept && undo === null) trying(() => record(null, null), NOT_RECORDED);
  trying(() => files.writePlan(id, plan), NOT_RECORDED);

  const doors = createFolderDoors(plan.doors, (door) => {
    plan = { ...plan, doors: [...plan.doors, door] };
    files.writePlan(id, plan);
  });
  const report = rollBack(items, manifest.uncovered, place, doors, earlier, {
    id,
    temporary: plan.temporaries.at(-1) ?? '',
    remembered: undo === null ? null : pathsOf(undo),
  });

  const isSettled = trying(() => {
    if (undo === null) return;
    const states = settleUndo(undo, items, report.paths, place.modes);
    const after: AfterState = { version: 1, id: undo.id, settledAt: context.now(), ...states };
    files.writeUndone(after);
  }, NOT_UNDOABLE);
  trying(() => {
    // Without its end the undo is taken up again, and settled then.
    if (isSettled) record(undo?.id ?? null, report.status);
    if (report.paths.every(({ outcome }) => outcome !== 'failed')) removePlan(folder);
  }, NOT_RECORDED);
  return { ...noted(report, notes, undo?.uncovered ?? []), undoId: isSettled ? (undo?.id ?? null) : null };
}

const NOT_UNDOABLE = "this can't be undone in turn";
const NOT_RECORDED = 'the undo itself could not be recorded';

/**
 * The snapshot that the first try took, or was about to take, when this one goes on with it. None when that try
 * ended, when what it would remember was undone already, and when there is something to change that it does not know.
 */
function firstTry(
  files: SnapshotFiles,
  id: string,
  record: RollbackRecord | null,
  isHalfDone: boolean,
  paths: readonly string[],
): { readonly id: string; readonly manifest: Manifest | null } | null {
  const undoId = record?.undoId ?? null;
  if (undoId?.startsWith(`${callIdOf(id)}.undo`) !== true || (record?.status !== null && !isHalfDone))
    return null;
  let manifest: Manifest;
  try {
    manifest = files.manifest(undoId);
  } catch (error) {
    if (SentinelError.is(error, 'NOT_FOUND')) return { id: undoId, manifest: null };
    throw error;
  }
  const known = pathsOf(manifest);
  const isWhole = manifest.undoOf === id && paths.every((path) => known.has(path));
  return isWhole && files.rollback(undoId) === null ? { id: undoId, manifest } : null;
}

/** A folder above a target is remembered with its permissions, and so is one that is part of a target. */
function modesOf({ folders, entries }: Manifest): ReadonlyMap<string, number> {
  const modes = new Map(folders.map(({ path, mode }) => [path, mode]));
  for (const { state } of entries) if (state.kind === 'directory') modes.set(state.path, state.mode);
  return modes;
}

function pathsOf({ entries, uncovered }: Manifest): ReadonlySet<string> {
  return new Set([...entries.map(({ state }) => state.path), ...uncovered.map(({ path }) => path)]);
}

/** Says with each path that was changed what could not be kept or written about it. */
function noted(
  report: RollbackReport,
  notes: readonly string[],
  uncovered: readonly ManifestUncovered[],
): RollbackReport {
  const lost = new Map(uncovered.map(({ path, reason }) => [path, `${NOT_UNDOABLE}: ${reason}`]));
  const note = (path: RestoredPath): RestoredPath => {
    const reasons = [...notes, lost.get(path.path) ?? [], path.reason ?? []].flat();
    const isChanged = path.outcome === 'restored' || path.outcome === 'removed';
    return isChanged && reasons.length > 0 ? { ...path, reason: reasons.join('; ') } : path;
  };
  return { ...report, paths: report.paths.map(note) };
}
