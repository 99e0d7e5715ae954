/** A value with its weight; null where there is no evidence. */
export interface Weighted {
  readonly weight: number;
  readonly value: number | null;
}

/** Mean over the parts that have a value, their weights scaled to sum to 1. Null when none has one. */
export function weightedMean(parts: readonly Weighted[]): number | null {
  let sum = 0;
  let weights = 0;
  for (const { weight, value } of parts) {
    if (value === null) continue;
    sum += weight * value;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}
