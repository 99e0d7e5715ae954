/** What decides between findings that overlap. */
export interface Ranked {
  readonly start: number;
  readonly end: number;
  /** Higher wins; then the longer one, then the earlier one. */
  readonly rank: number;
}

/**
 * Of findings that overlap, keeps the most specific one. The result is in order of its start, and no two of it
 * overlap.
 */
export function withoutOverlaps<T extends Ranked>(findings: readonly T[]): T[] {
  const inOrder = [...findings].sort((one, other) => one.start - other.start || other.end - one.end);
  const kept: T[] = [];
  for (const finding of inOrder) {
    let isBeaten = false;
    while (kept.length > 0) {
      const last = kept[kept.length - 1];
      if (last === undefined || last.end <= finding.start) break;
      if (!beats(finding, last)) {
        isBeaten = true;
        break;
      }
      kept.pop();
    }
    if (!isBeaten) kept.push(finding);
  }
  return kept;
}

function beats(one: Ranked, other: Ranked): boolean {
  if (one.rank !== other.rank) return one.rank > other.rank;
  return one.end - one.start > other.end - other.start;
}
