import { describe, expect, it } from 'vitest';
import { confidenceOf, confirmed, FIRST_BELIEF, weakened, type Belief } from '../../src/semantic/belief.js';

const after = (steps: number, step: (belief: Belief) => Belief, start: Belief = FIRST_BELIEF): Belief =>
  Array.from({ length: steps }).reduce<Belief>((belief) => step(belief), start);

describe('a belief', () => {
  it('[S2-87] has the documented means: half the way to 0.85 with every confirmation', () => {
    const means = [0, 1, 2, 3].map((times) => confidenceOf(after(times, confirmed)));
    expect(means).toEqual([0.5, 0.675, 0.7625, 0.80625]);
    expect(confidenceOf(after(1_000, confirmed))).toBeCloseTo(0.85, 6);
  });

  it('[S2-88] loses 0.05 with everything that speaks against it, down to 0.1', () => {
    const means = [1, 2, 3, 8, 9, 1_000].map((times) => confidenceOf(after(times, weakened)));
    expect(means).toEqual([0.45, 0.4, 0.35, 0.1, 0.1, 0.1]);
    expect(confidenceOf(after(1, weakened, after(1, confirmed)))).toBe(0.625);
  });

  it('never holds more evidence than 64 observations, so that what is old can be unlearned', () => {
    const { alpha, beta } = after(500, confirmed);
    expect(alpha + beta).toBeCloseTo(64, 3);
    expect(confidenceOf(confirmed(after(20, weakened, { alpha, beta })))).toBeCloseTo(0.475, 5);
  });
});
