import { SentinelError } from '@sentinel-agentos/core';
import { messageOf } from './message-of.js';
import { wellFormed } from './well-formed.js';
import type { StoredSnapshot, UndoReport } from '@sentinel-agentos/guard';
import type { EventRecord, JsonObject } from '@sentinel-agentos/core';
import type { System } from './system.js';

/** An undo that was carried out, and why its outcome could not be recorded, where it could not. */
export interface RecordedUndo {
  readonly report: UndoReport;
  readonly unrecorded: { readonly error: unknown } | null;
}

/** Undoes a call by hand: the intent is recorded before anything moves, the outcome after. */
export function undoCall(system: System, id: string): UndoReport {
  const { report, unrecorded } = undoRecorded(system, system.snapshotter.load(id));
  if (unrecorded === null) return report;
  const takeBack = report.undoId === null ? '' : `, which undoing ${report.undoId} takes back`;
  const message = `${id} was undone (${report.status}${takeBack}), but its outcome could not be recorded`;
  throw new SentinelError('JOURNAL_FAILED', message, { cause: unrecorded.error });
}

/**
 * The same, for a snapshot that was found. What cannot be announced in the journal is not done; what was done is
 * returned even if its outcome could not be recorded. Both records name the session of the call.
 */
export function undoRecorded(
  { journal, snapshotter, clock }: Pick<System, 'journal' | 'snapshotter' | 'clock'>,
  { id, sessionId }: Pick<StoredSnapshot, 'id' | 'sessionId'>,
): RecordedUndo {
  const append = (name: string, data: JsonObject): void => {
    const at = clock.now();
    const event: EventRecord = { kind: 'event', name, at, sessionId: wellFormed(sessionId), data };
    journal.appendSync(event);
  };
  append('undo', { callId: id });
  let report: UndoReport;
  try {
    report = snapshotter.undo(id);
  } catch (error) {
    append('undone', { callId: id, status: 'failed', error: wellFormed(messageOf(error)) });
    throw error;
  }
  try {
    append('undone', { callId: id, ...outcomeOf(report) });
    return { report, unrecorded: null };
  } catch (error) {
    return { report, unrecorded: { error } };
  }
}

/** What is proved later: every path that was touched or should have been, and how to take it back. */
function outcomeOf({ status, undoId, paths }: UndoReport): JsonObject {
  const touched = paths.filter(({ outcome }) => outcome !== 'unchanged');
  return {
    status,
    undoId,
    unchanged: paths.length - touched.length,
    paths: touched.map(({ path, outcome, savedAs, reason }) => ({
      path: wellFormed(path),
      outcome,
      ...(savedAs === undefined ? {} : { savedAs: wellFormed(savedAs) }),
      ...(reason === undefined ? {} : { reason: wellFormed(reason) }),
    })),
  };
}
