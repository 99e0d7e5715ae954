import { termsOf } from './terms.js';

/** How a document answers a query. */
export interface LexicalMatch {
  /** BM25 with k1 = 1.2 and b = 0.2. */
  readonly bm25: number;
  /** Share of the query's terms found, weighted by how rare they are, 0–1. */
  readonly coverage: number;
  /** `bm25 × (1 + 0.3 · coverage)`. */
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

interface Document {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

const K1 = 1.2;
const B = 0.2;
const COVERAGE_WEIGHT = 0.3;

/** Makes an empty index. Deterministic: scores depend only on the documents, not on the order they came in. */
export function createLexicalIndex(): LexicalIndex {
  const documents = new Map<string, Document>();
  const documentCounts = new Map<string, number>();
  let totalLength = 0;

  const remove = (key: string): void => {
    const document = documents.get(key);
    if (document === undefined) return;
    documents.delete(key);
    totalLength -= document.length;
    for (const term of document.counts.keys()) {
      const left = (documentCounts.get(term) ?? 1) - 1;
      if (left === 0) documentCounts.delete(term);
      else documentCounts.set(term, left);
    }
  };

  return {
    remove,
    put(key, text) {
      remove(key);
      const terms = termsOf(text);
      const counts = new Map<string, number>();
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
      documents.set(key, { counts, length: terms.length });
      totalLength += terms.length;
      for (const term of counts.keys()) documentCounts.set(term, (documentCounts.get(term) ?? 0) + 1);
    },
    match(query) {
      const matches = new Map<string, LexicalMatch>();
      const weights = [...new Set(termsOf(query))].map(
        (term) => [term, rarity(documentCounts.get(term) ?? 0, documents.size)] as const,
      );
      const totalWeight = weights.reduce((sum, [, weight]) => sum + weight, 0);
      const averageLength = totalLength / Math.max(1, documents.size);
      for (const [key, { counts, length }] of documents) {
        let bm25 = 0;
        let found = 0;
        for (const [term, weight] of weights) {
          const count = counts.get(term);
          if (count === undefined) continue;
          found += weight;
          bm25 += (weight * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / averageLength));
        }
        if (bm25 === 0) continue;
        const coverage = found / totalWeight;
        matches.set(key, { bm25, coverage, score: bm25 * (1 + COVERAGE_WEIGHT * coverage) });
      }
      return matches;
    },
  };
}

/** Inverse document frequency; never below zero. */
function rarity(documentsWithTerm: number, documents: number): number {
  return Math.log(1 + (documents - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5));
}
