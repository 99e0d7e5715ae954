/** Weight of the newest value (Lucas & Saccucci, Technometrics 32, 1990). */
export const LAMBDA = 0.15;
/** Control limit, in standard deviations of the average. */
export const LIMIT = 4.5;
/** Standard deviation of the average where the values have one of 1: `√(λ / (2 − λ))`. */
export const AVERAGE_SPREAD: number = Math.sqrt(LAMBDA / (2 - LAMBDA));

/**
 * Values further out than this count as this far (Huber's bound): a single odd turn does not make a drift, and tails of
 * skewed counts weigh no more than they should.
 */
const FURTHEST = 4;

/** The exponentially weighted moving average after one more standardised value (Roberts 1959). */
export function average(previous: number, value: number): number {
  const bounded = Math.max(-FURTHEST, Math.min(FURTHEST, value));
  return previous + LAMBDA * (bounded - previous);
}

/** How far an average is out, in control limits; either side counts. */
export function distance(averaged: number): number {
  return Math.abs(averaged) / (LIMIT * AVERAGE_SPREAD);
}
