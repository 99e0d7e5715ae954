/**
 * One whole, in the integers that trust is computed in. With ten-thousandths, six losses of 0.10 are exactly a risk of
 * 0.15; in floating point they are 0.1499999999999999, and a different band.
 */
export const UNIT = 10_000;

/** A share of 0…1 in whole ten-thousandths, rounded. */
export function unitsOf(share: number): number {
  return Math.round(share * UNIT);
}

/** Whole ten-thousandths as a share. */
export function shareOf(units: number): number {
  return units / UNIT;
}
