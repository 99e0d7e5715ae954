import { withRoom } from './growable-array.js';
import { createPostingList, createPostings } from './postings.js';
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

/** How the documents answer a query. Valid until the next query or change; not to be changed. */
export interface IndexMatches {
  /** The documents that have a term of the query. Only the first `count` entries count, in no order. */
  readonly documents: Int32Array;
  readonly count: number;
  /** By document: BM25 of its terms and pairs; 0 for a document that does not match. */
  readonly bm25: Float64Array;
  /** By document: the weights of the query's terms found, by how rare they are; see `totalWeight`. */
  readonly found: Float64Array;
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
  query(query: IndexQuery): IndexMatches;
  isLive(document: number): boolean;
  /** How many terms a document has. */
  lengthOf(document: number): number;
  /** The different terms at the beginning of a document, as numbers that hold until the next compaction. */
  termsOf(document: number): ReadonlySet<number>;
  /** Numbers given since the last compaction. */
  readonly numbered: number;
  /** Documents that have not been removed. */
  readonly live: number;
}

const K1 = 1.2;
const B = 0.2;
const PAIR_WEIGHT = 0.6;
const COMPARED_TERMS = 256;

/** Makes an empty index. Scores depend only on the documents there are, not on what was removed. */
export function createInvertedIndex(): InvertedIndex {
  let numbers = new Map<string, number>();
  let postings = createPostings();
  let sequences = createTermSequences();
  let frequencies = new Int32Array(0);
  let removed = new Uint8Array(0);
  let numbered = 0;
  let live = 0;
  let totalLength = 0;
  const list = createPostingList();
  let bm25 = new Float64Array(0);
  let found = new Float64Array(0);
  let matched = new Int32Array(0);
  let matches = 0;

  const numberOf = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(term, number);
    frequencies = withRoom(frequencies, number + 1);
    return number;
  };

  const append = (terms: readonly number[]): number => {
    const document = numbered;
    numbered += 1;
    live += 1;
    totalLength += terms.length;
    removed = withRoom(removed, numbered);
    sequences.append(terms);
    const sorted = Int32Array.from(terms).sort();
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

  /** Adds what a list of documents gets for one term, or one pair. */
  const score = (weight: number, documents: Int32Array, counts: Uint8Array, length: number): void => {
    const averageLength = totalLength / Math.max(1, live);
    for (let index = 0; index < length; index += 1) {
      const document = documents[index] as number;
      if (removed[document] === 1) continue;
      const count = counts[index] as number;
      const norm = K1 * (1 - B + (B * sequences.lengthOf(document)) / averageLength);
      if (bm25[document] === 0) {
        matched[matches] = document;
        matches += 1;
      }
      bm25[document] = (bm25[document] as number) + (weight * count * (K1 + 1)) / (count + norm);
    }
  };

  const scorePair = (one: number, other: number): void => {
    const rarer = (frequencies[one] ?? 0) <= (frequencies[other] ?? 0) ? one : other;
    postings.read(rarer, list);
    let length = 0;
    for (let index = 0; index < list.length; index += 1) {
      const document = list.documents[index] as number;
      if (removed[document] === 1) continue;
      const count = sideBySide(sequences.read(document), one, other);
      if (count === 0) continue;
      list.documents[length] = document;
      list.counts[length] = Math.min(count, 255);
      length += 1;
    }
    score(PAIR_WEIGHT * rarity(length, live), list.documents, list.counts, length);
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
      bm25 = new Float64Array(0);
      found = new Float64Array(0);
      matches = 0;
      numbered = 0;
      live = 0;
      totalLength = 0;
      for (const document of kept) {
        append(Array.from(old.read(document), (term) => numberOf(names[term] ?? '')));
      }
    },
    query({ terms, pairs }) {
      for (let index = 0; index < matches; index += 1) {
        const document = matched[index] as number;
        bm25[document] = 0;
        found[document] = 0;
      }
      matches = 0;
      bm25 = withRoom(bm25, numbered);
      found = withRoom(found, numbered);
      matched = withRoom(matched, numbered);
      let totalWeight = 0;
      for (const { term, weight } of terms) {
        const number = numbers.get(term);
        const full = weight * rarity(number === undefined ? 0 : (frequencies[number] ?? 0), live);
        totalWeight += full;
        if (number === undefined || full === 0) continue;
        postings.read(number, list);
        score(full, list.documents, list.counts, list.length);
        for (let index = 0; index < list.length; index += 1) {
          const document = list.documents[index] as number;
          if (removed[document] === 0) found[document] = (found[document] as number) + full;
        }
      }
      for (const [left, right] of pairs) {
        const one = numbers.get(left);
        const other = numbers.get(right);
        if (one !== undefined && other !== undefined) scorePair(one, other);
      }
      return { documents: matched, count: matches, bm25, found, totalWeight };
    },
    isLive: (document) => document >= 0 && document < numbered && removed[document] === 0,
    lengthOf: (document) => sequences.lengthOf(document),
    termsOf: (document) => new Set(sequences.read(document).subarray(0, COMPARED_TERMS)),
    get numbered() {
      return numbered;
    },
    get live() {
      return live;
    },
  };
}

/** Inverse document frequency as in BM25+; never below zero. */
function rarity(documentsWithTerm: number, documents: number): number {
  return Math.log(1 + (documents - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5));
}

function sideBySide(sequence: Int32Array, one: number, other: number): number {
  let count = 0;
  for (let index = 1; index < sequence.length; index += 1) {
    if (sequence[index] === other && sequence[index - 1] === one) count += 1;
  }
  return count;
}
