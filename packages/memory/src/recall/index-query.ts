import type { IndexQuery, QueryTerm } from './inverted-index.js';
import { isCjkTerm } from './terms.js';

/** A query with more different terms than this is a document; the rest of it is not looked for. */
const MAX_TERMS = 128;

/** What to look for in an index for the terms of a question, each once, by default all alike. */
export function indexQueryOf(
  terms: readonly string[],
  weightOf: (term: string) => number = () => 1,
): IndexQuery {
  const distinct = [...new Set(terms)].slice(0, MAX_TERMS);
  const weighted: readonly QueryTerm[] = distinct.map((term) => ({ term, weight: weightOf(term) }));
  const pairs: (readonly [string, string])[] = [];
  const seen = new Set<string>();
  for (const [index, right] of terms.slice(1, MAX_TERMS).entries()) {
    const left = terms[index] ?? '';
    // Pairs of Chinese characters are terms already.
    if (isCjkTerm(left) || isCjkTerm(right) || seen.has(`${left} ${right}`)) continue;
    seen.add(`${left} ${right}`);
    pairs.push([left, right]);
  }
  return { terms: weighted, pairs };
}
