/** Where values lie and how widely. */
export interface Scale {
  readonly middle: number;
  readonly spread: number;
}

/** Share of the values at either end that count as the outermost of the others. */
const TAIL = 0.1;
/** Standard deviation of normal values once a tenth at either end is drawn in: what is measured is divided by it. */
const NORMAL_SPREAD = 0.8238;

/**
 * Winsorised mean and standard deviation: a few odd values among those that others are compared with do not widen what
 * is ordinary. The spread is that of a normal distribution, and at least `least`. For at least 2 values.
 */
export function robustScale(values: readonly number[], least: number): Scale {
  const sorted = values.toSorted((left, right) => left - right);
  const cut = Math.floor(sorted.length * TAIL);
  const low = sorted[cut] ?? 0;
  const high = sorted[sorted.length - 1 - cut] ?? 0;
  const drawnIn = sorted.map((value) => Math.max(low, Math.min(high, value)));
  const middle = drawnIn.reduce((sum, value) => sum + value, 0) / drawnIn.length;
  const squares = drawnIn.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return { middle, spread: Math.max(least, Math.sqrt(squares / (drawnIn.length - 1)) / NORMAL_SPREAD) };
}
