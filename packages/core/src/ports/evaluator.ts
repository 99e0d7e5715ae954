import type { CompletedCall } from '../completed-call.js';

/** Scores of one call, 0–100. Null where there is no evidence. */
export interface Assessment {
  readonly preExec: number | null;
  readonly runtime: number | null;
  readonly postExec: number | null;
  readonly overall: number | null;
}

/** Says how good the agent is, from evidence. */
export interface Evaluator {
  assess(completed: CompletedCall): Assessment;
  /** The agent's quality, 0–100, over everything assessed so far; null while there is not enough evidence. */
  score(): number | null;
}
