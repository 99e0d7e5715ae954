import { betaQuantile } from './beta-quantile.js';

/** A share of the weight that older evidence keeps when new evidence comes: half of it is gone after 34 more. */
const KEPT = 0.98;
/** The same for the quick track that a trend compares with: half is gone after 3. */
const KEPT_QUICK = 0.8;

const EVIDENCE = 10;

/**
 * Evidence on one dimension: a Beta posterior with exponential forgetting. Plain data.
 * `good` and `bad` are the forgotten sums of s and 1 − s over observations s in 0–1.
 */
export interface Track {
  readonly n: number;
  readonly good: number;
  readonly bad: number;
  readonly quickGood: number;
  readonly quickWeight: number;
  /** Ids of the last calls or signals that counted, oldest first. */
  readonly evidence: readonly string[];
}

export const EMPTY_TRACK: Track = Object.freeze({
  n: 0,
  good: 0,
  bad: 0,
  quickGood: 0,
  quickWeight: 0,
  evidence: Object.freeze([]),
});

/** The track after one more observation in 0–1. */
export function observe(track: Track, value: number, evidence: string): Track {
  return {
    n: track.n + 1,
    good: track.good * KEPT + value,
    bad: track.bad * KEPT + (1 - value),
    quickGood: track.quickGood * KEPT_QUICK + value,
    quickWeight: track.quickWeight * KEPT_QUICK + 1,
    evidence: [...track.evidence.slice(1 - EVIDENCE), evidence],
  };
}

/** Mean of the evidence, 0–1; null when there is none. No prior is mixed in. */
export function meanOf({ n, good, bad }: Track): number | null {
  return n === 0 ? null : good / (good + bad);
}

/** Mean over the last few observations, 0–1; null when there is none. */
export function quickMeanOf({ n, quickGood, quickWeight }: Track): number | null {
  return n === 0 ? null : quickGood / quickWeight;
}

/** Bounds, 0–1. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Central 95 % of the posterior Beta(1 + good, 1 + bad), stretched to hold the mean; null without evidence.
 * An observation between 0 and 1 counts as that share of a success, which makes the interval too wide rather
 * than too narrow. At n = 10 the lower bound is at most 0.715, whatever was observed.
 */
export function intervalOf(track: Track): Interval | null {
  const mean = meanOf(track);
  if (mean === null) return null;
  const lower = betaQuantile(0.025, 1 + track.good, 1 + track.bad);
  const upper = betaQuantile(0.975, 1 + track.good, 1 + track.bad);
  return { lower: Math.min(lower, mean), upper: Math.max(upper, mean) };
}
