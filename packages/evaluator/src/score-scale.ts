/** Nearest whole score in 0–100, halves up. The tiny term absorbs what binary fractions lose of a half. */
export function wholeScore(score: number): number {
  return Math.min(100, Math.max(0, Math.round(score + 1e-9)));
}

/**
 * Hundredths of a sum of millionths over a count, cut toward zero: a mean of −0.575 reads −0.57. Computed on
 * integers, so that no binary fraction decides.
 */
export function meanOfMillionths(sum: number, count: number): number {
  const hundredths = Math.trunc(sum / (count * 10_000));
  return hundredths === 0 ? 0 : hundredths / 100;
}

/** Hundredths of a number, cut toward zero like {@link meanOfMillionths}. */
export function towardZero(value: number): number {
  return meanOfMillionths(Math.round(value * 1_000_000), 1);
}
