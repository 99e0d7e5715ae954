import { SentinelError } from '@sentinel-agentos/core';
import type { Run, RunContext } from '@sentinel-agentos/core';
import { wholeScore } from '../score-scale.js';

export interface RuntimeFacts {
  readonly status: Run['status'];
  readonly context?: Pick<RunContext, 'retryCount' | 'wasSelfCorrected'>;
  /** The very same call failed before, and nothing was changed since. */
  readonly repeatsFailure?: boolean;
}

/** How a run went, 0–100. Null when the tool was not called, or was stopped by somebody else. */
export interface RuntimeScore {
  readonly score: number | null;
  /** What was added to or taken from 100, in order. */
  readonly adjustments: readonly { readonly reason: RuntimeReason; readonly points: number }[];
}

export type RuntimeReason =
  'retries' | 'timeout' | 'self-corrected' | 'tool-failed' | 'repeated-failing-call';

/** Points for what can happen in a run; a retry's count once each. */
const RUNTIME_POINTS: Readonly<Record<RuntimeReason, number>> = {
  retries: -15,
  timeout: -50,
  'self-corrected': 20,
  'tool-failed': -30,
  'repeated-failing-call': -20,
};

function readRetries(retryCount: number | undefined): number {
  if (retryCount === undefined) return 0;
  if (Number.isSafeInteger(retryCount) && retryCount >= 0) return retryCount;
  throw new SentinelError(
    'INVALID_ARGUMENT',
    `context.retryCount must be a whole number from 0, got ${String(retryCount)}.`,
  );
}

/**
 * 100, −15 a retry, −50 for a time-out, +20 when the agent corrected itself; for the choice of tool −30 when the
 * tool failed and −20 more when the same call had failed before. The sum is then held within 0–100. Pure.
 *
 * @throws SentinelError `INVALID_ARGUMENT` when `retryCount` is not a whole number from 0.
 */
export function scoreRuntime({ status, context = {}, repeatsFailure = false }: RuntimeFacts): RuntimeScore {
  const retries = readRetries(context.retryCount);
  if (status === 'planned' || status === 'aborted') return { score: null, adjustments: [] };
  const failed = status === 'failed' || status === 'timed-out';
  const counts: readonly (readonly [RuntimeReason, number])[] = [
    ['retries', retries],
    ['timeout', status === 'timed-out' ? 1 : 0],
    ['self-corrected', context.wasSelfCorrected === true ? 1 : 0],
    ['tool-failed', status === 'failed' ? 1 : 0],
    ['repeated-failing-call', failed && repeatsFailure ? 1 : 0],
  ];
  const adjustments = counts
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({ reason, points: count * RUNTIME_POINTS[reason] }));
  return { score: wholeScore(adjustments.reduce((sum, { points }) => sum + points, 100)), adjustments };
}
