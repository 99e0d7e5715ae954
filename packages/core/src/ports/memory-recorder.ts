import type { BlockedCall, CompletedCall } from '../completed-call.js';

/** Remembers what happened. */
export interface MemoryRecorder {
  record(completed: CompletedCall): void;
  recordBlocked(blocked: BlockedCall): void;
}
