import { describe, expect, it } from 'vitest';
import { TimeBuckets } from '../../../src/report/data/time-buckets.js';
import fc from 'fast-check';

const counting = (capacity: number): TimeBuckets<number> => new TimeBuckets(capacity, (a, b) => a + b);

describe('parts of time', () => {
  it('tell moments apart as long as they fit', () => {
    const buckets = counting(3);
    for (const at of [5, 1, 3, 3]) buckets.add(at, 1);
    expect(buckets.values()).toEqual([
      { from: 1, to: 2, value: 1 },
      { from: 3, to: 4, value: 2 },
      { from: 5, to: 6, value: 1 },
    ]);
  });

  it('become wider where there would be too many', () => {
    const buckets = counting(2);
    const day = 86_400_000;
    for (const at of [10 * day, 10 * day + 5000, 12 * day]) buckets.add(at, 1);
    expect(buckets.values()).toEqual([
      { from: 10 * day, to: 10 * day + 60_000, value: 2 },
      { from: 12 * day, to: 12 * day + 60_000, value: 1 },
    ]);
  });

  it('leave out times that no calendar has', () => {
    const buckets = counting(2);
    for (const at of [Number.NaN, Infinity, -Infinity, 1e300, -1]) expect(buckets.add(at, 1)).toBe(false);
    expect(buckets.values()).toEqual([]);
  });

  it('are never more than asked for, lose nothing, and do not depend on the order', () => {
    const time = fc.oneof(
      fc.integer({ min: 0, max: 1e13 }),
      fc.double({ min: 0, max: 8.64e15, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(time, { maxLength: 300 }), fc.integer({ min: 1, max: 20 }), (times, capacity) => {
        const [one, other] = [counting(capacity), counting(capacity)];
        for (const at of times) one.add(at, 1);
        for (const at of times.toReversed()) other.add(at, 1);
        const values = one.values();
        expect(values.length).toBeLessThanOrEqual(capacity);
        expect(values.reduce((sum, { value }) => sum + value, 0)).toBe(times.length);
        expect(other.values()).toEqual(values);
      }),
    );
  });
});
