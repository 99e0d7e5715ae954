import { expect, it } from 'vitest';
import { createDurations } from '../src/durations.js';

it('tells the middle and the worst of the last thousand', () => {
  let now = 0;
  const durations = createDurations(() => now);
  expect(durations.read()).toEqual({ count: 0, p50: null, p95: null });
  for (let took = 1; took <= 2000; took += 1) durations.time(() => (now += took));
  expect(durations.read()).toEqual({ count: 2000, p50: 1500, p95: 1950 });
});

it('counts what throws, and throws it', () => {
  const durations = createDurations(() => 0);
  expect(() =>
    durations.time(() => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(durations.read().count).toBe(1);
});
