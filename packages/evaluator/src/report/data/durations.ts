/**
 * Bounds of the buckets of a duration, in seconds, inclusive: those that the GenAI semantic conventions of
 * OpenTelemetry ask for in `gen_ai.execute_tool.duration`.
 */
export const DURATION_BOUNDARIES: readonly number[] = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];

/** How long several calls took, in milliseconds. */
export interface Durations {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly buckets: readonly number[];
}

export const EMPTY_DURATIONS: Durations = Object.freeze({
  count: 0,
  sum: 0,
  min: Infinity,
  max: 0,
  buckets: Object.freeze([...DURATION_BOUNDARIES, Infinity].map(() => 0)),
});

/** With one more call. */
export function addDuration({ count, sum, min, max, buckets }: Durations, ms: number): Durations {
  const place = DURATION_BOUNDARIES.findIndex((boundary) => ms / 1000 <= boundary);
  const bucket = place < 0 ? DURATION_BOUNDARIES.length : place;
  return {
    count: count + 1,
    sum: sum + ms,
    min: Math.min(min, ms),
    max: Math.max(max, ms),
    buckets: buckets.map((calls, index) => (index === bucket ? calls + 1 : calls)),
  };
}
