/** The most that an embedder's opinion counts, against what was found by words. */
const MOST_WEIGHT = 0.6;

const BEST = 10;
const FEWEST = 30;
const TRUSTED_FROM = 0.8;
const TRUSTED_FULLY = 1;

/**
 * How much an embedder counts for a query, 0–0.6. It must first agree with what is known: the share of pairs of
 * one of the ten best hits and one of the weaker half in which it too finds the better one more alike to the
 * query (the area under the ROC curve). Chance is 0.5; up to 0.8 it counts for nothing, so that a weak embedder
 * changes no ranking, and at 1 fully.
 *
 * @param similarities To the query, in the order of the hits, best first.
 */
export function embeddingWeight(similarities: readonly number[]): number {
  if (similarities.length < FEWEST) return 0;
  const best = similarities.slice(0, BEST);
  const weak = similarities.slice(Math.ceil(similarities.length / 2));
  let agreed = 0;
  for (const high of best) {
    for (const low of weak) agreed += high > low ? 1 : high === low ? 0.5 : 0;
  }
  const agreement = agreed / (best.length * weak.length);
  const trust = (agreement - TRUSTED_FROM) / (TRUSTED_FULLY - TRUSTED_FROM);
  return MOST_WEIGHT * Math.min(1, Math.max(0, trust));
}
