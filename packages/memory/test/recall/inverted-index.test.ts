import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInvertedIndex, type IndexQuery } from '../../src/recall/inverted-index.js';
import { readParts } from '../../src/storage/packed-parts.js';

const VOCABULARY = ['apple', 'pear', 'plum', 'build', 'test', '日', 'rare'];
const words = fc.array(fc.constantFrom(...VOCABULARY), { maxLength: 40 });

/** BM25 of every document, one after another, as it is written in the books. */
function exhaustive(
  documents: readonly (readonly string[])[],
  { terms, pairs }: IndexQuery,
): readonly number[] {
  const live = documents.length;
  const average = documents.reduce((sum, document) => sum + document.length, 0) / live;
  const rarity = (having: number): number => Math.log(1 + (live - having + 0.5) / (having + 0.5));
  const counted = [
    ...terms.map(({ term, weight }) => ({
      weight,
      counts: documents.map((document) => document.filter((one) => one === term).length),
    })),
    ...pairs.map(([left, right]) => ({
      weight: 0.6,
      counts: documents.map(
        (document) => document.filter((one, place) => one === right && document[place - 1] === left).length,
      ),
    })),
  ];
  return documents.map((document, place) =>
    counted.reduce((sum, { weight, counts }) => {
      const count = Math.min(31, counts[place] ?? 0);
      const norm = 1.2 * (0.8 + (0.2 * document.length) / average);
      const idf = rarity(counts.filter((one) => one > 0).length);
      return sum + (count === 0 ? 0 : (weight * idf * count * 2.2) / (count + norm));
    }, 0),
  );
}

describe('an inverted index', () => {
  it('scores like a look through every document, also when it was packed and after removals', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, fc.boolean()), { minLength: 1, maxLength: 60 }),
        fc.uniqueArray(fc.constantFrom(...VOCABULARY), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (documents, asked, isPacked) => {
          let index = createInvertedIndex();
          for (const [place, [document]] of documents.entries()) {
            index.add(document);
            if (isPacked && place % 20 === 10) index = createInvertedIndex(readParts(index.pack()));
          }
          for (const [place, [, isRemoved]] of documents.entries()) if (isRemoved) index.remove(place);
          if (isPacked) index = createInvertedIndex(readParts(index.pack()));
          const kept = documents.filter(([, isRemoved]) => !isRemoved).map(([document]) => document);
          if (kept.length === 0) return;
          const query: IndexQuery = {
            terms: asked.map((term, place) => ({ term, weight: 1 + place })),
            pairs: asked.slice(1).map((right, place) => [asked[place] ?? '', right] as const),
          };
          const { bm25 } = index.query(query);
          const scores = documents.flatMap(([, isRemoved], place) => (isRemoved ? [] : [bm25[place] ?? 0]));
          for (const [place, score] of exhaustive(kept, query).entries())
            expect(scores[place]).toBeCloseTo(score, 3);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('keeps numbers, lengths and terms of documents over packing, however long they are', () => {
    const index = createInvertedIndex();
    const long = Array.from({ length: 40_000 }, (_, place) => `term ${place}`);
    index.add(long);
    index.add(['\ud800', '__proto__', 'constructor', '']);
    const again = createInvertedIndex(readParts(index.pack()));
    expect([again.numbered, again.live, again.lengthOf(0)]).toEqual([2, 2, 32_768]);
    expect(again.termsOf(1)).toEqual(index.termsOf(1));
    expect(again.add(['term 39999', '__proto__'])).toBe(2);
    const { bm25 } = again.query({ terms: [{ term: '__proto__', weight: 1 }], pairs: [] });
    expect([bm25[0], bm25[1] ?? 0, bm25[2] ?? 0]).toEqual([0, expect.any(Number), expect.any(Number)]);
    expect(Math.min(bm25[1] ?? 0, bm25[2] ?? 0)).toBeGreaterThan(0);
  });
});
