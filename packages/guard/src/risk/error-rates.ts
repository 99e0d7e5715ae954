import type { CompletedCall, Effect } from '@sentinel-agentos/core';
import { errorClassOf, riskScales } from './risk-scales.js';

/** The cold rate weighs as much as this many observed runs. */
const PRIOR_WEIGHT = 20;
/** Tools are few; a host that makes up names must not fill the memory. */
const MAX_TOOLS = 1000;

interface Tally {
  readonly runs: number;
  readonly failures: number;
}

/**
 * How often the tools of this process fail: the mean of a Beta distribution whose prior is the cold rate.
 * Successes never bring a rate below the cold one: otherwise an agent could buy a dangerous call with a
 * hundred harmless ones.
 */
export interface ErrorRates {
  /** Thousandths, rounded half up; from the cold rate to 1000. */
  rateOf(tool: string, effect: Pick<Effect, 'verb' | 'scope'>): number;
  /**
   * Counts a run. A run that failed or timed out is a failure, and so is one that says it succeeded while its
   * verification says FAIL. Aborted and planned runs say nothing about the tool.
   */
  observe(completed: Pick<CompletedCall, 'call' | 'run' | 'verdict'>): void;
}

/** Makes an empty record of error rates, in memory. */
export function createErrorRates(): ErrorRates {
  const tallies = new Map<string, Tally>();
  return Object.freeze({
    rateOf(tool: string, effect: Pick<Effect, 'verb' | 'scope'>): number {
      const cold = riskScales.coldErrorRate[errorClassOf(effect)];
      const tally = tallies.get(tool);
      if (tally === undefined) return cold;
      const weight = PRIOR_WEIGHT + tally.runs;
      const smoothed = Math.floor(
        (2 * (PRIOR_WEIGHT * cold + 1000 * tally.failures) + weight) / (2 * weight),
      );
      return Math.max(cold, smoothed);
    },
    observe({ call, run, verdict }: Pick<CompletedCall, 'call' | 'run' | 'verdict'>): void {
      const failed = failureOf(run.status, verdict.status);
      if (failed === null) return;
      const { runs, failures } = tallies.get(call.tool) ?? { runs: 0, failures: 0 };
      tallies.delete(call.tool);
      tallies.set(call.tool, { runs: runs + 1, failures: failures + (failed ? 1 : 0) });
      if (tallies.size > MAX_TOOLS) tallies.delete(tallies.keys().next().value ?? '');
    },
  });
}

function failureOf(
  run: CompletedCall['run']['status'],
  verdict: CompletedCall['verdict']['status'],
): boolean | null {
  switch (run) {
    case 'succeeded':
      return verdict === 'FAIL';
    case 'failed':
    case 'timed-out':
      return true;
    case 'aborted':
    case 'planned':
      return null;
  }
}
