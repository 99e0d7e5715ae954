import type { Action, RiskDimensions } from '@sentinel-agentos/core';
import type { RiskThresholds } from './risk-thresholds.js';

/** What the guard thinks of the effects of a call, without its schema. */
export interface RiskEvaluation {
  /** From 0 to 10.62, with two decimals. */
  readonly score: number;
  /** The score from 0 to 100, rounded half up. */
  readonly score100: number;
  /** The band of the score, or more careful when a hard rule or a black list says so. */
  readonly action: Action;
  /** Whether an approval would hold for this one call only and is never given in advance. */
  readonly strict: boolean;
  /** The four factors of the worst effect, as they were multiplied. */
  readonly dimensions: RiskDimensions;
}

/** The risk gate of a guard. */
export interface RiskGate {
  /**
   * Judges a call as if it were made in the workspace root.
   *
   * @throws SentinelError `INVALID_PARAMS` for parameters that can't be judged as data.
   */
  evaluate(tool: string, params: unknown): RiskEvaluation;
  /** The thresholds in force. */
  thresholds(): RiskThresholds;
  /**
   * Changes some of the thresholds from the next decision on. Approvals given under the old ones are void.
   *
   * @throws SentinelError `INVALID_CONFIG`, naming field and value; nothing changes then.
   */
  setThresholds(change: Partial<RiskThresholds>): void;
}
