import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countOf, createPostingList, createPostings, documentOf } from '../../src/recall/postings.js';

it('gives back every posting of every term, in order, whatever else was added between', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat({ max: 20 }), { maxLength: 8 }), { maxLength: 300 }),
      (documents) => {
        const postings = createPostings();
        const expected = new Map<number, (readonly [number, number])[]>();
        for (const [document, terms] of documents.entries()) {
          for (const term of new Set(terms)) {
            postings.append(term, document, document);
            expected.set(term, [...(expected.get(term) ?? []), [document, Math.min(document, 31)]]);
          }
        }
        const list = createPostingList();
        for (let term = 0; term <= 21; term += 1) {
          postings.read(term, list);
          const read = Array.from(list.postings.subarray(0, list.length), (one) => [
            documentOf(one),
            countOf(one),
          ]);
          expect(read).toEqual(expected.get(term) ?? []);
        }
      },
    ),
    { numRuns: 30 },
  );
});

it('holds more postings than fit into one chunk', () => {
  const postings = createPostings();
  for (let document = 0; document < 200_000; document += 1) postings.append(document % 2, document, 1);
  const list = createPostingList();
  postings.read(1, list);
  expect(list.length).toBe(100_000);
  expect(documentOf(list.postings[99_999] ?? 0)).toBe(199_999);
});
