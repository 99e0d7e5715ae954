import type { PackedPart, PartsReader } from '../storage/packed-parts.js';
import { findInSequences } from './find-in-sequences.js';
import { withRoom } from './growable-array.js';
import { countOf, createPostingList, createPostings, documentOf } from './postings.js';
import { keepStrongest } from './keep-strongest.js';
import { isCjkTerm } from './terms.js';
import { createTermSequences, MAX_SEQUENCE } from './term-sequences.js';

/** A term of a query and how much it counts; 1 is normal. */
export interface QueryTerm {
  readonly term: string;
  readonly weight: number;
}

/** What is looked for. */
export interface IndexQuery {
  /** Each term once. */
  readonly terms: readonly QueryTerm[];
  /** Terms that stand side by side in the query, and should in a document. */
  readonly pairs: readonly (readonly [string, string])[];
}

/** Whether a document may be found. */
export type DocumentFilter = (document: number) => boolean;

/** How the documents answer a query. Valid until the next query or change; not to be changed. */
export interface IndexMatches {
  /** The documents that have a term of the query. Only the first `count` entries count, in no order. */
  readonly documents: Int32Array;
  readonly count: number;
  /** By document: BM25 of its terms and pairs; 0 for a document that has no term of the query. */
  readonly bm25: Float32Array;
  /** By document: the weights of the query's terms found, by how rare they are; see `totalWeight`. */
  readonly found: Float32Array;
  /** The weights of all of the query's terms. */
  readonly totalWeight: number;
}

/**
 * An inverted index over documents that are numbered from 0 in the order they came. Takes additions and
 * removals at any time; the postings of removed documents stay until {@link InvertedIndex.compact}.
 */
export interface InvertedIndex {
  /** Adds a document and returns its number. Terms beyond 32,768 are not kept. */
  add(terms: readonly string[]): number;
  /** Takes a document out; its number is not given again before a compaction. */
  remove(document: number): void;
  /** Rids the index of removed documents. The others keep their order and are numbered from 0 again. */
  compact(): void;
  /**
   * Scores the documents that answer a query, of those that are admitted. Where tens of thousands would, only
   * the strongest by the rarer terms are among the matches.
   */
  query(query: IndexQuery, admits?: DocumentFilter | null): IndexMatches;
  isLive(document: number): boolean;
  /** How many terms a document has. */
  lengthOf(document: number): number;
  /** The different terms at the beginning of a document, as numbers that hold until the next compaction. */
  termsOf(document: number): ReadonlySet<number>;
  /** How many Chinese, Japanese or Korean characters a term is, by its number: 1, 2, or 0 for a word. */
  cjkLengthOf(term: number): number;
  /** Inverse document frequency of a term, by its number: more than 0. */
  rarityOf(term: number): number;
  /** The documents that have a term, by its number; none for a term that more than `limit` documents have. */
  withTerm(term: number, limit: number): readonly number[];
  /** To be made again by {@link createInvertedIndex}. Not to be changed. */
  pack(): readonly PackedPart[];
  /** Numbers given since the last compaction. */
  readonly numbered: number;
  /** Documents that have not been removed. */
  readonly live: number;
}

const K1 = 1.2;
const B = 0.2;
const PAIR_WEIGHT = 0.6;
const COMPARED_TERMS = 256;
/**
 * When this many documents have the rarer terms of a query, one that has only its most common ones is no
 * longer looked for: it would be far behind, and it is what would take time.
 */
const ENOUGH_MATCHES = 4_000;

/**
 * Makes an empty index, or one that was packed. Scores depend only on the documents there are, not on what was
 * removed.
 */
export function createInvertedIndex(packed: PartsReader | null = null): InvertedIndex {
  let numbers = new Map<string, number>(packed?.texts().map((term, number) => [term, number]));
  let [numbered = 0, live = 0, totalLength = 0] = packed?.numbers(Float64Array) ?? [];
  let frequencies = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let characters = packed?.numbers(Uint8Array) ?? new Uint8Array(0);
  let removed = packed?.numbers(Uint8Array) ?? new Uint8Array(0);
  let postings = createPostings(packed);
  let sequences = createTermSequences(packed);
  const list = createPostingList();
  let bm25 = new Float32Array(0);
  let found = new Float32Array(0);
  let matched = new Int32Array(0);
  let matches = 0;
  let touched = new Int32Array(0);
  let touchedCount = 0;

  const numberOf = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(term, number);
    frequencies = withRoom(frequencies, number + 1);
    characters = withRoom(characters, number + 1);
    characters[number] = isCjkTerm(term) ? Math.min(term.length, 2) : 0;
    return number;
  };

  const append = (terms: readonly number[]): number => {
    const document = numbered;
    numbered += 1;
    live += 1;
    totalLength += terms.length;
    removed = withRoom(removed, numbered);
    sequences.append(terms);
    const sorted = new Int32Array(terms).sort();
    for (let start = 0; start < sorted.length;) {
      const term = sorted[start] ?? 0;
      let end = start + 1;
      while (sorted[end] === term) end += 1;
      postings.append(term, document, end - start);
      frequencies[term] = (frequencies[term] ?? 0) + 1;
      start = end;
    }
    return document;
  };

  /** What having a term, or a pair, so many times adds to documents. */
  const scorer = (weight: number): ((document: number, count: number) => void) => {
    const scores = bm25;
    const lengths = sequences.lengths();
    const flat = K1 * (1 - B);
    const slope = (K1 * B * live) / totalLength;
    return (document, count) => {
      const norm = flat + slope * (lengths[document] as number);
      scores[document] = (scores[document] as number) + (weight * count * (K1 + 1)) / (count + norm);
    };
  };

  /** Scores all documents of a term. */
  const scoreTerm = (term: number, weight: number, admits: DocumentFilter | null): void => {
    const score = scorer(weight);
    postings.read(term, list);
    for (let index = 0; index < list.length; index += 1) {
      const posting = list.postings[index] as number;
      const document = documentOf(posting);
      if (removed[document] === 1) continue;
      if (bm25[document] === 0) {
        touched[touchedCount] = document;
        touchedCount += 1;
        if (admits === null || admits(document)) {
          matched[matches] = document;
          matches += 1;
        }
      }
      score(document, countOf(posting));
      found[document] = (found[document] as number) + weight;
    }
  };

  /**
   * Scores, in the documents that have matched, the terms whose own postings were too long to go through, and
   * pairs. A pair is as rare as it is among them.
   */
  const refine = (common: readonly KnownTerm[], pairs: readonly (readonly [number, number])[]): void => {
    const inDocuments = findInSequences(matched.subarray(0, matches), sequences, common, pairs, numbers.size);
    for (const [index, { weight }] of common.entries()) {
      const score = scorer(weight);
      inDocuments.terms[index]?.forEach((count, document) => {
        score(document, count);
        found[document] = (found[document] as number) + weight;
      });
    }
    for (const hits of inDocuments.pairs) {
      const score = scorer(PAIR_WEIGHT * rarity(hits.size, live));
      hits.forEach((count, document) => score(document, count));
    }
  };

  return {
    add: (terms) => append(terms.slice(0, MAX_SEQUENCE).map(numberOf)),
    remove(document) {
      if (document < 0 || document >= numbered || removed[document] === 1) return;
      removed[document] = 1;
      live -= 1;
      totalLength -= sequences.lengthOf(document);
      for (const term of new Set(sequences.read(document))) frequencies[term] = (frequencies[term] ?? 1) - 1;
    },
    compact() {
      const kept: number[] = [];
      for (let document = 0; document < numbered; document += 1) {
        if (removed[document] === 0) kept.push(document);
      }
      const names = [...numbers.keys()];
      const old = sequences;
      numbers = new Map();
      postings = createPostings();
      sequences = createTermSequences();
      frequencies = new Int32Array(0);
      removed = new Uint8Array(0);
      bm25 = new Float32Array(0);
      found = new Float32Array(0);
      matches = 0;
      touchedCount = 0;
      numbered = 0;
      live = 0;
      totalLength = 0;
      for (const document of kept) {
        append(Array.from(old.read(document), (term) => numberOf(names[term] ?? '')));
      }
    },
    query({ terms, pairs }, admits = null) {
      for (let index = 0; index < touchedCount; index += 1) {
        const document = touched[index] as number;
        bm25[document] = 0;
        found[document] = 0;
      }
      touchedCount = 0;
      matches = 0;
      bm25 = withRoom(bm25, numbered);
      found = withRoom(found, numbered);
      touched = withRoom(touched, numbered);
      matched = withRoom(matched, numbered);
      let totalWeight = 0;
      const known: KnownTerm[] = [];
      for (const { term, weight } of terms) {
        const number = numbers.get(term);
        const frequency = number === undefined ? 0 : (frequencies[number] ?? 0);
        const full = weight * rarity(frequency, live);
        totalWeight += full;
        if (number !== undefined && frequency > 0 && full > 0) {
          known.push({ number, weight: full, frequency });
        }
      }
      const common: KnownTerm[] = [];
      for (const term of known.toSorted((a, b) => a.frequency - b.frequency)) {
        if (matches >= ENOUGH_MATCHES) common.push(term);
        else scoreTerm(term.number, term.weight, admits);
      }
      matches = keepStrongest(matched, matches, bm25, ENOUGH_MATCHES);
      const adjacent = pairs.map(
        ([one, other]) => [numbers.get(one) ?? -1, numbers.get(other) ?? -1] as const,
      );
      refine(
        common,
        adjacent.filter(([one, other]) => one >= 0 && other >= 0),
      );
      return { documents: matched, count: matches, bm25, found, totalWeight };
    },
    isLive: (document) => document >= 0 && document < numbered && removed[document] === 0,
    lengthOf: (document) => sequences.lengthOf(document),
    termsOf: (document) => new Set(sequences.read(document).subarray(0, COMPARED_TERMS)),
    cjkLengthOf: (term) => characters[term] ?? 0,
    rarityOf: (term) => rarity(frequencies[term] ?? 0, live),
    withTerm(term, limit) {
      const some: number[] = [];
      if ((frequencies[term] ?? 0) > limit) return some;
      postings.read(term, list);
      for (let index = 0; index < list.length; index += 1) {
        const document = documentOf(list.postings[index] as number);
        if (removed[document] === 0) some.push(document);
      }
      return some;
    },
    pack: () => [
      [...numbers.keys()],
      Float64Array.of(numbered, live, totalLength),
      frequencies.subarray(0, numbers.size),
      characters.subarray(0, numbers.size),
      removed.subarray(0, numbered),
      ...postings.pack(),
      ...sequences.pack(),
    ],
    get numbered() {
      return numbered;
    },
    get live() {
      return live;
    },
  };
}

/** A term of a query that some document has, and what having it is worth. */
interface KnownTerm {
  readonly number: number;
  readonly weight: number;
  readonly frequency: number;
}

/** Inverse document frequency as Lucene computes it; never below zero. */
function rarity(documentsWithTerm: number, documents: number): number {
  return Math.log(1 + (documents - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5));
}
