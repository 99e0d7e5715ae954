const BUCKETS = 1 << 16;

/**
 * Puts the strongest of the first `count` documents in front, in their order, and returns how many: `limit`, or
 * all when they are no more. Of those that are alike to 1/65,536 of the strongest, the first stay. Two passes
 * and no sorting, because a common word is in half of all documents. Strengths are not negative.
 */
export function keepStrongest(
  documents: Int32Array,
  count: number,
  strengths: ArrayLike<number>,
  limit: number,
): number {
  if (count <= limit) return count;
  let largest = 0;
  for (let index = 0; index < count; index += 1) {
    const strength = strengths[documents[index] as number] as number;
    if (strength > largest) largest = strength;
  }
  const scale = largest > 0 ? (BUCKETS - 1) / largest : 0;
  const sizes = new Int32Array(BUCKETS);
  for (let index = 0; index < count; index += 1) {
    const bucket = Math.floor((strengths[documents[index] as number] as number) * scale);
    sizes[bucket] = (sizes[bucket] as number) + 1;
  }
  let threshold = BUCKETS - 1;
  let above = 0;
  while (threshold > 0 && above + (sizes[threshold] ?? 0) < limit) {
    above += sizes[threshold] ?? 0;
    threshold -= 1;
  }
  let alike = limit - above;
  let kept = 0;
  for (let index = 0; index < count; index += 1) {
    const document = documents[index] as number;
    const bucket = Math.floor((strengths[document] as number) * scale);
    if (bucket < threshold || (bucket === threshold && alike <= 0)) continue;
    if (bucket === threshold) alike -= 1;
    documents[kept] = document;
    kept += 1;
  }
  return kept;
}
