import type { Run, RunContext, Verdict, VerifyStatus } from '@sentinel-agentos/core';
import { weightedMean } from '../weighted-mean.js';
import { wholeScore } from '../score-scale.js';

export interface PostExecFacts {
  readonly status: Run['status'];
  readonly verdict: Verdict;
  readonly context?: Pick<RunContext, 'userAccepted' | 'userProvidedEdit' | 'resultWasUsed'>;
}

/** What came of a run. Parts are 0–100; null where there is no evidence. */
export interface PostExecScore {
  readonly score: number | null;
  readonly verify: number | null;
  readonly acceptance: number | null;
  readonly resultUse: number | null;
  /** False when a check refuted the call's claim, true when checks held, null when none could look. */
  readonly verifyPassed: boolean | null;
}

const WEIGHTS = { verify: 0.3, acceptance: 0.4, resultUse: 0.3 } as const;
const VERIFY_SCORES: Readonly<Record<VerifyStatus, number>> = { PASS: 100, WARN: 50, FAIL: 0 };

function scoreVerdict({ status, checks }: Verdict): number | null {
  // A verdict over checks that could not look is no evidence, for or against.
  return checks.some((check) => check.status !== 'not-checked') ? VERIFY_SCORES[status] : null;
}

function scoreAcceptance(accepted: boolean | undefined, edited: boolean | undefined): number | null {
  if (accepted === false) return 0;
  if (accepted === true) return edited === true ? 60 : 100;
  // Who edits neither accepts as it is nor rejects. Who doesn't edit may simply not have looked.
  return edited === true ? 40 : null;
}

function scoreUse(used: boolean | undefined): number | null {
  return used === undefined ? null : used ? 100 : 0;
}

/**
 * Verification .3 (PASS 100, WARN 50, FAIL 0), acceptance .4 (accepted 100, accepted with an edit 60, edited 40,
 * rejected 0), use of the result .3; weights scaled to what is known. An absent fact is unknown, not false.
 * Null for a dry run. Pure.
 */
export function scorePostExec({ status, verdict, context = {} }: PostExecFacts): PostExecScore {
  if (status === 'planned') {
    return { score: null, verify: null, acceptance: null, resultUse: null, verifyPassed: null };
  }
  const verify = scoreVerdict(verdict);
  const acceptance = scoreAcceptance(context.userAccepted, context.userProvidedEdit);
  const resultUse = scoreUse(context.resultWasUsed);
  const mean = weightedMean([
    { weight: WEIGHTS.verify, value: verify },
    { weight: WEIGHTS.acceptance, value: acceptance },
    { weight: WEIGHTS.resultUse, value: resultUse },
  ]);
  return {
    score: mean === null ? null : wholeScore(mean),
    verify,
    acceptance,
    resultUse,
    verifyPassed: verify === null ? null : verdict.status !== 'FAIL',
  };
}
