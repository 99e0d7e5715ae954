/** Where values lie and how widely. */
export interface Scale {
  readonly middle: number;
  readonly spread: number;
}

/** Standard deviation of fifty normal values whose outermost two are drawn in; what is measured is divided by it. */
const NORMAL_SPREAD = 0.964;

/**
 * Winsorised mean and standard deviation: the outermost value on either side counts as the next one, so that a single
 * odd turn among those that others are compared with does not widen what is ordinary. More than one a side would make
 * the spread of skewed values too small. At least `least`. For at least 3 values.
 */
export function robustScale(values: readonly number[], least: number): Scale {
  const sorted = values.toSorted((left, right) => left - right);
  const low = sorted[1] ?? 0;
  const high = sorted.at(-2) ?? 0;
  const drawnIn = sorted.map((value) => Math.max(low, Math.min(high, value)));
  const middle = drawnIn.reduce((sum, value) => sum + value, 0) / drawnIn.length;
  const squares = drawnIn.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return { middle, spread: Math.max(least, Math.sqrt(squares / (drawnIn.length - 1)) / NORMAL_SPREAD) };
}
