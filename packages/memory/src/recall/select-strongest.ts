const BUCKETS = 1 << 16;

/**
 * At most `limit` of the documents, the strongest, in no order; of those that are alike to 1/65,536 of the
 * strongest, the last ones given. Two passes and no sorting, because a common word is in half of all
 * documents. Strengths are not negative.
 */
export function selectStrongest(
  documents: Int32Array,
  count: number,
  strengthOf: (document: number) => number,
  limit: number,
): readonly number[] {
  if (count <= limit) return Array.from(documents.subarray(0, count));
  const strengths = new Float64Array(count);
  let largest = 0;
  for (let index = 0; index < count; index += 1) {
    const strength = strengthOf(documents[index] as number);
    strengths[index] = strength;
    if (strength > largest) largest = strength;
  }
  const scale = largest > 0 ? (BUCKETS - 1) / largest : 0;
  const sizes = new Int32Array(BUCKETS);
  for (let index = 0; index < count; index += 1) {
    const bucket = Math.floor((strengths[index] as number) * scale);
    sizes[bucket] = (sizes[bucket] as number) + 1;
  }
  let threshold = BUCKETS - 1;
  let above = 0;
  while (threshold > 0 && above + (sizes[threshold] ?? 0) < limit) {
    above += sizes[threshold] ?? 0;
    threshold -= 1;
  }
  const selected: number[] = [];
  let alike = limit - above;
  for (let index = count - 1; index >= 0; index -= 1) {
    const bucket = Math.floor((strengths[index] as number) * scale);
    if (bucket < threshold || (bucket === threshold && alike <= 0)) continue;
    if (bucket === threshold) alike -= 1;
    selected.push(documents[index] as number);
  }
  return selected;
}
