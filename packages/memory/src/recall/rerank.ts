import { embeddingWeight } from './embedding-weight.js';
import type { VectorCache } from './vector-cache.js';

/** Hits beyond this many keep their places. */
export const RERANKED = 200;

/**
 * New scores for the first 200 hits: `best × ((1 − w) · score / best + w · s)`, where `best` is the best hit's
 * score, `s` the similarity to the query as a share of the range it has among the hits, and `w` the
 * {@link embeddingWeight}. Fusing scores instead of ranks keeps a hit that is far ahead far ahead.
 */
export function rerankedScores(
  query: string,
  hits: readonly { readonly score: number; readonly event: { readonly text: string } }[],
  vectors: VectorCache,
): readonly number[] {
  const first = hits.slice(0, RERANKED);
  const [asked, ...found] = vectors.of([query, ...first.map(({ event }) => event.text)]);
  if (asked === undefined) return [];
  const similarities = found.map((vector) => dotProduct(asked, vector));
  const least = Math.min(...similarities);
  const range = Math.max(...similarities) - least;
  const weight = range === 0 ? 0 : embeddingWeight(similarities);
  const best = first[0]?.score ?? 0;
  return first.map(({ score }, index) => {
    const similarity = range === 0 ? 0 : ((similarities[index] ?? least) - least) / range;
    return (1 - weight) * score + weight * best * similarity;
  });
}

function dotProduct(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1)
    sum += (one[index] as number) * (other[index] as number);
  return sum;
}
