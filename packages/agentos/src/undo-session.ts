import { SentinelError } from '@sentinel-agentos/core';
import { callOrder, findSnapshots } from './find-snapshots.js';
import { messageOf } from './message-of.js';
import { undoRecorded } from './undo.js';
import type { DamagedSnapshot, StoredSnapshot } from '@sentinel-agentos/guard';
import type { RestoredPath, RollbackReport } from '@sentinel-agentos/core';
import type { SnapshotSources } from './find-snapshots.js';
import type { System } from './system.js';

/** What became of one call when its session was undone. */
export interface CallUndo {
  readonly callId: string;
  /** Null when its snapshot is damaged. */
  readonly tool: string | null;
  /** As `undo` says; or why nothing was done for this call. */
  readonly status: RollbackReport['status'] | 'already-undone' | 'damaged';
  readonly paths: readonly RestoredPath[];
  /** Id to undo the undoing with; null when nothing was changed, or when it could not be kept. */
  readonly undoId: string | null;
  /** Why it failed, or what else went wrong; null when nothing did. */
  readonly reason: string | null;
}

/** The outcome of undoing a session. */
export interface SessionUndoReport {
  readonly sessionId: string;
  /** `complete`: every call is undone, now or before · `failed`: none is · `partial`: everything between. */
  readonly status: RollbackReport['status'];
  /** Newest first: the order in which they were undone. */
  readonly calls: readonly CallUndo[];
  /** Ids that take the undoing back, to be undone in this order. */
  readonly takeBack: readonly string[];
}

/** The snapshots of a session's calls, newest first, and which of them are undone already. */
export interface SessionCalls {
  readonly calls: readonly (StoredSnapshot | DamagedSnapshot)[];
  readonly undone: ReadonlySet<string>;
}

/**
 * Undoes every call of a session that has a snapshot, the newest first, so that each finds what it left. A call
 * that is undone already, or whose snapshot is damaged, is skipped and reported; a conflict or a failure in one
 * does not stop the others.
 *
 * @throws SentinelError `NOT_FOUND` when neither a snapshot nor the journal knows the session.
 */
export function undoSession(system: System, sessionId: string): SessionUndoReport {
  const { calls: found, undone } = callsToUndo(system, sessionId);
  const calls = found.map((snapshot) => undoOne(system, snapshot, undone));
  const takeBack = calls.flatMap(({ undoId }) => undoId ?? []).reverse();
  return { sessionId, status: statusOf(calls), calls, takeBack };
}

/** What `undoSession` would go through. Reads only. Throws like it. */
export function callsToUndo(sources: SnapshotSources, sessionId: string): SessionCalls {
  const found = findSnapshots(sources, { sessionId });
  const order = callOrder(sources.journal, sessionId);
  if (found.length === 0 && order.size === 0) {
    throw new SentinelError('NOT_FOUND', `there is no session ${JSON.stringify(sessionId)}`);
  }
  // Calls that began within one millisecond are told apart by their place in the journal.
  const place = ({ id }: StoredSnapshot | DamagedSnapshot): number => order.get(id) ?? -1;
  const calls = found
    .filter((each) => (isStored(each) ? each.undoOf === null : order.has(each.id)))
    .sort((a, b) => place(b) - place(a));
  return { calls, undone: undoneIds(found.filter(isStored)) };
}

function isStored(snapshot: StoredSnapshot | DamagedSnapshot): snapshot is StoredSnapshot {
  return snapshot.status !== 'damaged';
}

/** Undone now: the last undo was complete and has not itself been undone. */
function undoneIds(found: readonly StoredSnapshot[]): ReadonlySet<string> {
  const lastUndo = new Map<string, string>();
  for (const { id, undoOf } of found) {
    if (undoOf === null) continue;
    const known = lastUndo.get(undoOf) ?? '';
    // Undos of one call are numbered: of two the longer id, or else the greater, is the later one.
    if (id.length > known.length || (id.length === known.length && id > known)) lastUndo.set(undoOf, id);
  }
  const undone = new Set(found.filter(({ status }) => status === 'undone').map(({ id }) => id));
  const isUndone = (id: string): boolean => {
    const undo = lastUndo.get(id);
    return undone.has(id) && (undo === undefined || !isUndone(undo));
  };
  return new Set([...undone].filter(isUndone));
}

function undoOne(
  system: System,
  snapshot: StoredSnapshot | DamagedSnapshot,
  undone: ReadonlySet<string>,
): CallUndo {
  const nothing = { callId: snapshot.id, tool: null, paths: [], undoId: null, reason: null };
  if (snapshot.status === 'damaged') return { ...nothing, status: 'damaged', reason: snapshot.reason };
  const { id: callId, tool } = snapshot;
  if (undone.has(callId)) return { ...nothing, tool, status: 'already-undone' };
  try {
    const { report, unrecorded } = undoRecorded(system, snapshot);
    const reason =
      unrecorded === null ? null : `its outcome could not be recorded: ${messageOf(unrecorded.error)}`;
    return { callId, tool, ...report, reason };
  } catch (error) {
    return { ...nothing, tool, status: 'failed', reason: messageOf(error) };
  }
}

function statusOf(calls: readonly CallUndo[]): RollbackReport['status'] {
  const isDone = ({ status, reason }: CallUndo): boolean =>
    status === 'already-undone' || (status === 'complete' && reason === null);
  if (calls.every(isDone)) return 'complete';
  return calls.every(({ status }) => status === 'failed' || status === 'damaged') ? 'failed' : 'partial';
}
