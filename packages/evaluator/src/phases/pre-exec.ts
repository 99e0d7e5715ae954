import { SentinelError } from '@sentinel-agentos/core';
import type { Decision, Params } from '@sentinel-agentos/core';
import { scoreContextUse } from './context-use.js';
import { scoreParameters } from './parameter-quality.js';
import { weightedMean } from '../weighted-mean.js';
import { wholeScore } from '../score-scale.js';
import type { ContextUse, PriorKnowledge } from './context-use.js';
import type { ParameterQuality } from './parameter-quality.js';

export interface PreExecFacts {
  readonly params: Params;
  readonly decision: Decision;
  readonly prior?: PriorKnowledge;
}

/** How well a call was prepared. Scores are 0–100; null where there is no evidence. */
export interface PreExecScore {
  readonly score: number | null;
  readonly paramQuality: ParameterQuality;
  /** 100 minus the decision's risk on 0–100. */
  readonly risk: { readonly score: number };
  readonly contextUtilization: ContextUse;
}

const WEIGHTS = { parameters: 0.4, risk: 0.3, context: 0.3 } as const;

/**
 * Parameters .4, risk .3, use of context .3, weights scaled to what has evidence. Pure.
 *
 * @throws SentinelError `INVALID_ARGUMENT` when the decision's risk is not a number from 0 to 100.
 */
export function scorePreExec({ params, decision, prior = {} }: PreExecFacts): PreExecScore {
  const { score100 } = decision.risk;
  if (!(score100 >= 0 && score100 <= 100)) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `decision.risk.score100 must be 0–100, got ${String(score100)}.`,
    );
  }
  const paramQuality = scoreParameters(params, decision);
  const contextUtilization = scoreContextUse(prior);
  const mean = weightedMean([
    { weight: WEIGHTS.parameters, value: paramQuality.score },
    { weight: WEIGHTS.risk, value: 100 - score100 },
    { weight: WEIGHTS.context, value: contextUtilization.score },
  ]);
  return {
    score: mean === null ? null : wholeScore(mean),
    paramQuality,
    risk: { score: 100 - score100 },
    contextUtilization,
  };
}
