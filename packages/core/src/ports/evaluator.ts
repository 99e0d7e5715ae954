import type { Assessment } from '../assessment.js';
import type { CompletedCall } from '../completed-call.js';

/** Says how good the agent is, from evidence. */
export interface Evaluator {
  assess(completed: CompletedCall): Assessment;
  /** The agent's quality, 0–100, over everything assessed so far; null while there is not enough evidence. */
  score(): number | null;
}
