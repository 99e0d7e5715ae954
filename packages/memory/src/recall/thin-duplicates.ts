/** Something that is ranked. */
export interface Ranked {
  readonly score: number;
}

const ALIKE = 0.8;
const PENALTY = 0.5;
const WINDOW = 60;

/**
 * Lets what says nearly the same as something better go further down, by maximal marginal relevance (Carbonell
 * and Goldstein, 1998): next is always what has the largest `score × (1 − 0.5 · likeness)`, where likeness to
 * what was chosen (the share of common terms, 0–1) counts from 0.8 on. Within the first 60; the rest follows.
 *
 * @param items Best first.
 * @param lower Makes an item with a lower score.
 */
export function thinDuplicates<T extends Ranked>(
  items: readonly T[],
  termsOf: (item: T) => ReadonlySet<number>,
  lower: (item: T, factor: number) => T,
): readonly T[] {
  const open = items.slice(0, WINDOW).map((item) => ({ item, terms: termsOf(item), factor: 1 }));
  const chosen: T[] = [];
  while (open.length > 0) {
    let best = 0;
    for (const [index, { item, factor }] of open.entries()) {
      const leader = open[best];
      if (leader === undefined || item.score * factor > leader.item.score * leader.factor) best = index;
    }
    const [next] = open.splice(best, 1);
    if (next === undefined) break;
    chosen.push(next.factor === 1 ? next.item : lower(next.item, next.factor));
    for (const other of open) {
      const likeness = likenessOf(next.terms, other.terms);
      if (likeness >= ALIKE) other.factor = Math.min(other.factor, 1 - PENALTY * likeness);
    }
  }
  return [...chosen, ...items.slice(WINDOW)];
}

function likenessOf(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  if (Math.min(one.size, other.size) < ALIKE * Math.max(one.size, other.size)) return 0;
  let common = 0;
  for (const term of one) if (other.has(term)) common += 1;
  return common === 0 ? 0 : common / (one.size + other.size - common);
}
