import { createInvertedIndex } from './inverted-index.js';
import { indexQueryOf } from './index-query.js';
import { createTermReader } from './terms.js';

/** How a document answers a query. */
export interface LexicalMatch {
  /** BM25 with k1 = 1.2 and b = 0.2, of terms and, with 0.6 of their weight, of terms side by side. */
  readonly bm25: number;
  /** Share of the query's terms found, weighted by how rare they are, 0–1. */
  readonly coverage: number;
  /** `bm25 × (1 + 0.4 · coverage)`. */
  readonly score: number;
}

/** An index of short texts by their terms. */
export interface LexicalIndex {
  /** Adds a document or replaces the one under this key. */
  put(key: string, text: string): void;
  remove(key: string): void;
  /** Every document that shares a term with the query. */
  match(query: string): ReadonlyMap<string, LexicalMatch>;
}

/** What finding all of a query is worth over finding only one of its terms. */
export const COVERAGE_WEIGHT = 0.4;

/** Makes an empty index. Deterministic: scores depend only on the documents, not on the order they came in. */
export function createLexicalIndex(): LexicalIndex {
  const index = createInvertedIndex();
  const termsOf = createTermReader();
  const documents = new Map<string, number>();
  let keys: string[] = [];

  const remove = (key: string): void => {
    const document = documents.get(key);
    if (document === undefined) return;
    documents.delete(key);
    index.remove(document);
    if (index.numbered < 2 * index.live + 64) return;
    keys = keys.filter((_, each) => index.isLive(each));
    index.compact();
    for (const [place, kept] of keys.entries()) documents.set(kept, place);
  };

  return {
    remove,
    put(key, text) {
      remove(key);
      const document = index.add(termsOf(text));
      documents.set(key, document);
      keys[document] = key;
    },
    match(query) {
      const matches = new Map<string, LexicalMatch>();
      const found = index.query(indexQueryOf(termsOf(query)));
      for (const document of found.documents.subarray(0, found.count)) {
        const bm25 = found.bm25[document] ?? 0;
        const coverage = Math.min(1, (found.found[document] ?? 0) / found.totalWeight);
        matches.set(keys[document] ?? '', { bm25, coverage, score: bm25 * (1 + COVERAGE_WEIGHT * coverage) });
      }
      return matches;
    },
  };
}
