import type { Assessment } from '../assessment.js';
import type { CompletedCall } from '../completed-call.js';
import type { UserChange } from '../user-change.js';

/** Says how good the agent is, from evidence. */
export interface Evaluator {
  assess(completed: CompletedCall): Assessment;
  /** Learns that somebody deleted or rewrote what a call had written: feedback that nobody had to give. */
  noteUserChange(change: UserChange): void;
  /** The agent's quality, 0–100, over everything assessed so far; null while there is not enough evidence. */
  score(): number | null;
}
