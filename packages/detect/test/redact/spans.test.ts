import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Span, subtractSpans } from '../../src/redact/spans.js';

const span = fc
  .tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }))
  .map(([start, length]): Span => ({ start, end: start + length, type: 'aws', weight: 1 }));
/** Holes in order that do not overlap. */
const holes = fc
  .uniqueArray(fc.nat(80), { maxLength: 12 })
  .map((places) => places.toSorted((a, b) => a - b))
  .map((places) =>
    places.flatMap((start, i) => (i % 2 === 0 ? [{ start, end: places[i + 1] ?? start + 1 }] : [])),
  );

describe('subtractSpans', () => {
  it('leaves of each span exactly what lies outside of the holes', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), holes, (spans, gaps) => {
        const expected = spans.flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, i) => start + i).filter(
            (at) => !gaps.some((gap) => at >= gap.start && at < gap.end),
          ),
        );
        const places = subtractSpans(spans, gaps).flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, i) => start + i),
        );
        expect(places).toEqual(expected);
      }),
    );
  });

  it('looks at a hole only for the span that it lies in', () => {
    let looks = 0;
    const counted = Array.from({ length: 16_000 }, (_, i) => ({
      get start(): number {
        looks += 1;
        return i * 20;
      },
      get end(): number {
        looks += 1;
        return i * 20 + 15;
      },
    }));
    const spans = counted.map((_, i): Span => ({ start: i * 20, end: i * 20 + 19, type: 'aws', weight: 1 }));
    expect(subtractSpans(spans, counted)).toHaveLength(16_000);
    expect(looks).toBeLessThan(16_000 * 32);
  });
});
