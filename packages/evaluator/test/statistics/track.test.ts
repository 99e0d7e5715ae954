import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMPTY_TRACK, intervalOf, meanOf, observe, quickMeanOf } from '../../src/statistics/track.js';
import { gradeOf } from '../../src/statistics/grade.js';
import type { Track } from '../../src/statistics/track.js';

const trackOf = (values: readonly number[]): Track =>
  values.reduce((track, value, index) => observe(track, value, `call_${index}`), EMPTY_TRACK);

it('has no value without evidence', () => {
  expect([meanOf(EMPTY_TRACK), quickMeanOf(EMPTY_TRACK), intervalOf(EMPTY_TRACK)]).toEqual([
    null,
    null,
    null,
  ]);
});

it('forgets: after a hundred good observations a hundred bad ones weigh more', () => {
  const track = trackOf([...Array<number>(100).fill(1), ...Array<number>(100).fill(0)]);
  expect(meanOf(track)).toBeLessThan(0.15);
  expect(quickMeanOf(track)).toBeLessThan(0.001);
});

it('names its last ten pieces of evidence', () => {
  expect(trackOf(Array<number>(12).fill(1)).evidence).toEqual(
    Array.from({ length: 10 }, (_, index) => `call_${index + 2}`),
  );
});

it('an interval holds the mean, narrows with evidence and stays within 0–1', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 }),
      (values) => {
        const track = trackOf(values);
        const mean = meanOf(track) ?? Number.NaN;
        const { lower, upper } = intervalOf(track) ?? { lower: Number.NaN, upper: Number.NaN };
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual(mean);
        expect(upper).toBeGreaterThanOrEqual(mean);
        expect(upper).toBeLessThanOrEqual(1);
      },
    ),
  );
});

it('whatever ten calls brought, the lower bound earns no A', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.6, max: 1, noNaN: true }), { minLength: 1, maxLength: 10 }),
      (values) => {
        expect(gradeOf(100 * (intervalOf(trackOf(values))?.lower ?? 100))).not.toBe('A');
      },
    ),
  );
  expect(gradeOf(100 * (intervalOf(trackOf(Array<number>(10).fill(1)))?.lower ?? 100))).toBe('B');
  expect(gradeOf(100 * (intervalOf(trackOf(Array<number>(40).fill(1)))?.lower ?? 0))).toBe('A');
});

it.each([
  [100, 'A'],
  [80, 'A'],
  [79.9, 'B'],
  [60, 'B'],
  [59.9, 'C'],
  [40, 'C'],
  [39.9, 'D'],
  [20, 'D'],
  [19.9, 'E'],
  [0, 'E'],
] as const)('a lower bound of %d earns %s', (bound, grade) => {
  expect(gradeOf(bound)).toBe(grade);
});
