import type { Action, RiskDimensions } from '@sentinel-agentos/core';
import type { RiskThresholds } from './risk-thresholds.js';

/** What the guard thinks of the effects of a call, without its schema. */
export interface RiskEvaluation {
  readonly score: number;
  readonly score100: number;
  /** The band of the score, or more careful when a hard rule or a black list says so. */
  readonly action: Action;
  readonly strict: boolean;
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
  thresholds(): RiskThresholds;
  /**
   * Changes some of the thresholds from the next decision on. Approvals given under the old ones are void.
   *
   * @throws SentinelError `INVALID_CONFIG`, naming field and value; nothing changes then.
   */
  setThresholds(change: Partial<RiskThresholds>): void;
}
