import { AXIS_NAMES, type Axis, type AxisLosses } from './axes.js';
import { UNIT } from './units.js';

/**
 * Turns in which half of a loss is forgotten. Norm, one turn: what an ordinary coding agent does in every turn (five
 * calls alone and all three chains lose at most 0.25) then adds up to at most 0.25 after a turn, a risk of 0.0625.
 * Stability, two: a change of work is news for a few turns. Meta-control, four: who ran out of control is watched for
 * longer. Baseline, eight: what stands on damaged records is doubted longest.
 */
export const HALF_LIVES: Readonly<Record<Axis, number>> = Object.freeze({
  norm: 1,
  stability: 2,
  metaControl: 4,
  baseline: 8,
});

/** `2^(−1/n)` in ten-thousandths, rounded: written out, so that every engine computes the same. */
const KEPT: Readonly<Record<Axis, number>> = {
  norm: 5000,
  stability: 7071,
  metaControl: 8409,
  baseline: 9170,
};

/** The losses one turn later, rounded down, so that every loss is gone in the end. */
export function decayLosses(losses: AxisLosses): AxisLosses {
  const decayed: Record<Axis, number> = { ...losses };
  for (const axis of AXIS_NAMES) decayed[axis] = Math.floor((losses[axis] * KEPT[axis]) / UNIT);
  return decayed;
}

/** The peak after a clean turn: half of it, rounded down. */
export function decayPeak(peak: number): number {
  return Math.floor(peak / 2);
}
