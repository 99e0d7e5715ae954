import type { Effect } from '../effect.js';
import type { RollbackReport, Snapshot } from '../snapshot.js';
import type { ToolCall } from '../call.js';

/** Remembers the targets of a call before it runs, and puts them back. */
export interface Snapshotter {
  /** Null when the call changes no file. Throws when the targets cannot be kept: then nothing runs. */
  capture(call: ToolCall, effects: readonly Effect[]): Snapshot | null;
  /**
   * Notes the state after the run, so that a later restore can tell the call's own changes from
   * anybody else's. Called once, right after the run.
   */
  settle(snapshot: Snapshot): void;
  /** Puts the targets back. Bytes that neither the snapshot nor the call wrote are kept. */
  restore(snapshot: Snapshot): RollbackReport;
}
