import fc from 'fast-check';
import { expect, it } from 'vitest';
import { betaProbability, betaQuantile } from '../../src/statistics/beta-quantile.js';

it.each([
  // Closed forms: Beta(n, 1) has the distribution x^n, Beta(1, n) has 1 − (1 − x)^n, Beta(1, 1) is even.
  [0.3, 1, 1, 0.3],
  [0.9, 10, 1, 0.9 ** 10],
  [0.1, 1, 10, 1 - 0.9 ** 10],
  [0.5, 7, 7, 0.5],
  [0.25, 2, 3, 0.26171875],
])('the probability below %d of Beta(%d, %d) is %d', (x, a, b, probability) => {
  expect(betaProbability(x, a, b)).toBeCloseTo(probability, 9);
});

it('nothing lies below 0 and everything below 1', () => {
  expect([betaProbability(-1, 2, 3), betaProbability(0, 2, 3), betaProbability(1, 2, 3)]).toEqual([0, 0, 1]);
});

it('the quantile of Beta(11, 1) at 2.5 % is the 11th root of 0.025', () => {
  expect(betaQuantile(0.025, 11, 1)).toBeCloseTo(0.025 ** (1 / 11), 5);
});

it('probability and quantile undo each other', () => {
  const shape = fc.double({ min: 1, max: 60, noNaN: true });
  fc.assert(
    fc.property(shape, shape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, p) => {
      expect(betaProbability(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 3);
    }),
  );
});
