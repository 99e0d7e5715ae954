/**
 * How sure something is, as a Beta distribution: `alpha` counts what speaks for it, `beta` what speaks against
 * it, and the mean is the confidence. Said once it is Beta(1, 1), so 0.5.
 */
export interface Belief {
  readonly alpha: number;
  readonly beta: number;
}

/** The belief in what was said once. */
export const FIRST_BELIEF: Belief = Object.freeze({ alpha: 1, beta: 1 });

/** How often a witness who says the same again is right; so the most that repetition alone comes near to. */
const WITNESS_IS_RIGHT = 0.85;

/** The least that a confidence comes down to. */
export const LOWEST_CONFIDENCE = 0.1;

const STEP_DOWN = 0.05;

/** Most evidence, in observations, that is remembered; beyond it the old fades in the same proportion. */
const MOST_EVIDENCE = 64;

/** Mean of the belief, 0–1, to a millionth, so that sums of binary fractions print as people write them. */
export function confidenceOf({ alpha, beta }: Belief): number {
  return round(alpha / (alpha + beta));
}

/**
 * After it was said again. The new word weighs as much as all that was known before, and is right 85 % of the
 * time: so the confidence goes half the way to 0.85, that is 0.5, 0.675, 0.7625 …
 */
export function confirmed({ alpha, beta }: Belief): Belief {
  const evidence = alpha + beta;
  return bounded(alpha + WITNESS_IS_RIGHT * evidence, beta + (1 - WITNESS_IS_RIGHT) * evidence);
}

/** After something spoke against it, or nobody used it: as much on the other side as takes 0.05 away, down to 0.1. */
export function weakened(belief: Belief): Belief {
  const { alpha, beta } = belief;
  const target = Math.max(LOWEST_CONFIDENCE, alpha / (alpha + beta) - STEP_DOWN);
  return confidenceOf(belief) <= LOWEST_CONFIDENCE ? belief : bounded(alpha, alpha / target - alpha);
}

function bounded(alpha: number, beta: number): Belief {
  const scale = Math.min(1, MOST_EVIDENCE / (alpha + beta));
  return { alpha: round(alpha * scale), beta: round(beta * scale) };
}

function round(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000;
}
