/** Weight of the newest value (Lucas & Saccucci, Technometrics 32, 1990). */
export const LAMBDA = 0.15;
/** Control limit, in standard deviations. */
export const LIMIT = 4.5;
/**
 * Values further out than this count as this far (Huber's bound): a single odd turn makes no drift, and the tails of
 * skewed counts weigh no more than they should.
 */
export const FURTHEST = 3;

/** The exponentially weighted moving average after one more standardised value (Roberts, Technometrics 1, 1959). */
export function average(previous: number, value: number): number {
  const bounded = Math.max(-FURTHEST, Math.min(FURTHEST, value));
  return previous + LAMBDA * (bounded - previous);
}

/**
 * How far an average is out, in control limits; either side counts. The average varies by `λ / (2 − λ)` around the true
 * middle, and the middle that was estimated from so many values by `1 / n`: both are in the limit. Without the second, a
 * baseline of fifty turns cries wolf (Jones, Champ & Rigdon, Technometrics 43, 2001).
 */
export function distance(averaged: number, baselineSize: number): number {
  return Math.abs(averaged) / (LIMIT * Math.sqrt(LAMBDA / (2 - LAMBDA) + 1 / baselineSize));
}
