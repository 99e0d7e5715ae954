/** A half-open span of a text in UTF-16 units, and what is known of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  /** Which of two spans names the type of their union: the larger one. */
  readonly weight: number;
}

/**
 * Spans that overlap become one, in order. Of values inside each other the longest remains; of values that overlap
 * in part nothing stays readable. The union has the type of its heaviest span, the longer one among equals.
 */
export function uniteSpans(spans: readonly Span[]): readonly Span[] {
  const sorted = spans.toSorted((a, b) => a.start - b.start || b.end - a.end || b.weight - a.weight);
  const united: Span[] = [];
  let decisive: Span | undefined;
  for (const span of sorted) {
    const last = united.at(-1);
    if (last === undefined || decisive === undefined || span.start >= last.end) {
      united.push(span);
      decisive = span;
      continue;
    }
    if (outweighs(span, decisive)) decisive = span;
    const { type, weight } = decisive;
    united[united.length - 1] = { start: last.start, end: Math.max(last.end, span.end), type, weight };
  }
  return united;
}

function outweighs(span: Span, other: Span): boolean {
  return (
    span.weight > other.weight ||
    (span.weight === other.weight && span.end - span.start > other.end - other.start)
  );
}

/** A half-open stretch that is left out. */
export interface Hole {
  readonly start: number;
  readonly end: number;
}

/** The first hole that ends behind `at`. */
function holeBehind(holes: readonly Hole[], at: number): number {
  let low = 0;
  let high = holes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((holes[middle]?.end ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * What remains of spans outside of `holes`, which lie in order and do not overlap. The spans may; each comes out in
 * its pieces. Costs a binary search a span, and one step a hole inside of it.
 */
export function subtractSpans(spans: readonly Span[], holes: readonly Hole[]): readonly Span[] {
  if (holes.length === 0) return spans;
  const rest: Span[] = [];
  for (const span of spans) {
    let start = span.start;
    for (let at = holeBehind(holes, start); (holes[at]?.start ?? Infinity) < span.end; at++) {
      const hole = holes[at];
      if (hole === undefined) break;
      if (hole.start > start) rest.push({ ...span, start, end: hole.start });
      start = Math.max(start, hole.end);
    }
    if (start < span.end) rest.push({ ...span, start });
  }
  return rest;
}
