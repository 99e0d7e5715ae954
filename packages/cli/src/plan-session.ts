import { callsToUndo } from 'sentinel-agentos';
import { planUndo } from './undo-plan.js';
import type { DamagedSnapshot, RestoredPath, SessionUndoReport, StoredSnapshot } from 'sentinel-agentos';
import type { SnapshotReaders } from './open-snapshots.js';
import type { UndoPlan } from './undo-plan.js';

/** What undoing a session would do. */
export interface SessionPlan extends Pick<SessionUndoReport, 'sessionId' | 'status'> {
  /** Newest first. */
  readonly calls: readonly UndoPlan[];
}

/** Foretells `undoSession`. Reads only. Throws `NOT_FOUND` like it. */
export function planSession(readers: SnapshotReaders, sessionId: string): SessionPlan {
  const { calls: found, undone } = callsToUndo(readers, sessionId);
  const soFar = new Map<string, RestoredPath>();
  const calls = found.map((snapshot) => planCall(readers, snapshot, undone, soFar));
  return { sessionId, status: statusOf(calls), calls };
}

function planCall(
  { snapshotter }: SnapshotReaders,
  snapshot: StoredSnapshot | DamagedSnapshot,
  undone: ReadonlySet<string>,
  soFar: Map<string, RestoredPath>,
): UndoPlan {
  const nothing = { callId: snapshot.id, tool: null, paths: [], uncovered: [], reason: null };
  if (snapshot.status === 'damaged') return { ...nothing, status: 'damaged', reason: snapshot.reason };
  if (undone.has(snapshot.id)) return { ...nothing, tool: snapshot.tool, status: 'already-undone' };
  try {
    return planUndo(snapshot, snapshotter.diff(snapshot.id), soFar);
  } catch (error) {
    return { ...nothing, tool: snapshot.tool, status: 'failed', reason: (error as Error).message };
  }
}

function statusOf(calls: readonly UndoPlan[]): SessionPlan['status'] {
  const all = (...statuses: readonly UndoPlan['status'][]): boolean =>
    calls.every(({ status }) => statuses.includes(status));
  if (all('complete', 'already-undone')) return 'complete';
  return all('failed', 'damaged') ? 'failed' : 'partial';
}
