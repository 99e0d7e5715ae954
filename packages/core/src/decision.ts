import type { Effect } from './effect.js';
import type { Finding, LocalizedText } from './finding.js';

/** The four factors of the risk formula, as they were multiplied. */
export interface RiskDimensions {
  readonly impact: number;
  readonly reversibility: number;
  readonly sensitivity: number;
  readonly errorRate: number;
}

/**
 * The risk of a call: `impact × (1 − reversibility) × sensitivity × (1 + errorRate)` of its worst effect,
 * rounded half up to two decimals.
 */
export interface RiskAssessment {
  readonly score: number;
  /** `round(100 · min(1, score / 10.62))`: 10.62 is the largest product the scales allow. */
  readonly score100: number;
  readonly dimensions: RiskDimensions;
  /** Index in the decision's `effects` of the effect that decided; -1 when the call has none. */
  readonly decisiveEffect: number;
}

interface DecisionBase {
  readonly risk: RiskAssessment;
  readonly findings: readonly Finding[];
  readonly effects: readonly Effect[];
  /** One short line for the person or agent that is stopped, for example `Risk 9.18 → DENY`. */
  readonly reason: LocalizedText;
  /** The whole derivation: gate, rule, effect, dimensions. */
  readonly explanation: LocalizedText;
  /**
   * The smallest change of the call that would lower the action, for example "use --force-with-lease instead of
   * --force". Only on decisions that stop a call, and only where somebody looked for one and found it.
   */
  readonly safer?: LocalizedText;
  /**
   * Digest over the canonical call, its resolved targets and the policy version. An approval names it,
   * so that it holds for exactly this call under exactly this policy.
   */
  readonly digest: string;
  /** Longest wait for this approval in milliseconds, where it is shorter than the kernel's own. */
  readonly approvalWithinMs?: number;
  /** Top-level parameters whose values must not be kept anywhere. */
  readonly secretParams: readonly string[];
}

/** The guard's answer to a call. */
export type Decision =
  | (DecisionBase & { readonly action: 'auto'; readonly strict: false })
  | (DecisionBase & { readonly action: 'notify'; readonly strict: false })
  /** Runs only with an approval. `strict` approvals are single-use and never granted for later calls. */
  | (DecisionBase & { readonly action: 'confirm'; readonly strict: boolean })
  | (DecisionBase & { readonly action: 'deny'; readonly strict: false });
