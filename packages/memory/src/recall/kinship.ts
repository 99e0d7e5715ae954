import type { EventDocuments } from './event-documents.js';
import type { InvertedIndex } from './inverted-index.js';
import type { ScoreParts } from './rank-events.js';

/** How near two documents are in what they are about, seen from a question: 0–1.75, the same both ways. */
export type Kinship = (one: number, other: number) => number;

/** What both telling the same part of the question is worth beside sharing all terms. */
const SAME_ANSWER = 0.5;
/** What the same actor is worth: who said how it is says most often that it changed. */
const SAME_ACTOR = 0.25;
/** Added to the rarity of every term, so that in a small memory the words of its one subject count as well. */
const COMMON_TERM = 2;
/**
 * What a term is worth by how many Chinese characters it is; 0 stands for a word. A character says little, and half
 * of all pairs lie across two words.
 */
const WORTH = [1, 0.15, 0.5] as const;

/**
 * Makes a measure of kinship: the share of common terms in the shorter document, by how rare they are; half of
 * how alike the two answer the question, as far as it is covered; a quarter for the same actor.
 */
export function createKinship(
  partsOf: (document: number) => ScoreParts,
  documents: EventDocuments,
  index: InvertedIndex,
): Kinship {
  const known = new Map<number, WeighedTerms>();

  const weightOf = (term: number): number =>
    (index.rarityOf(term) + COMMON_TERM) * (WORTH[index.cjkLengthOf(term)] ?? 1);

  const termsOf = (document: number): WeighedTerms => {
    const before = known.get(document);
    if (before !== undefined) return before;
    const weights = new Map(Array.from(index.termsOf(document), (term) => [term, weightOf(term)]));
    let total = 0;
    for (const weight of weights.values()) total += weight;
    known.set(document, { weights, total });
    return { weights, total };
  };

  return (one, other) => {
    const [a, b] = [termsOf(one), termsOf(other)];
    const [shorter, longer] = a.weights.size <= b.weights.size ? [a, b] : [b, a];
    let shared = 0;
    for (const [term, weight] of shorter.weights) if (longer.weights.has(term)) shared += weight;
    const least = Math.min(a.total, b.total);
    const [ofOne, ofOther] = [partsOf(one), partsOf(other)];
    const most = Math.max(ofOne.bm25, ofOther.bm25);
    const alike = most === 0 ? 0 : Math.min(ofOne.bm25, ofOther.bm25) / most;
    return (
      (least === 0 ? 0 : shared / least) +
      SAME_ANSWER * alike * Math.max(ofOne.coverage, ofOther.coverage) +
      (documents.actorOf(one) === documents.actorOf(other) ? SAME_ACTOR : 0)
    );
  };
}

interface WeighedTerms {
  readonly weights: ReadonlyMap<number, number>;
  readonly total: number;
}
