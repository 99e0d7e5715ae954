import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLexicalIndex } from '../../src/recall/lexical-index.js';

describe('a lexical index', () => {
  it('scores as BM25 says: k1 1.2, b 0.2, with 0.4 for coverage', () => {
    const index = createLexicalIndex();
    index.put('a', 'apple apple pear');
    index.put('b', 'pear plum');
    const apple = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
    const norm = 1.2 * (1 - 0.2 + (0.2 * 3) / 2.5);
    const bm25 = (apple * 2 * 2.2) / (2 + norm);
    const match = index.match('apple').get('a');
    expect(match?.bm25).toBeCloseTo(bm25, 5);
    expect(match?.coverage).toBeCloseTo(1, 5);
    expect(match?.score).toBeCloseTo(bm25 * 1.4, 5);
    expect(index.match('apple').has('b')).toBe(false);
  });

  it('scores terms that stand side by side as 0.6 of a term', () => {
    const index = createLexicalIndex();
    index.put('together', 'disk full error');
    index.put('apart', 'full of disk error');
    const matches = index.match('full error');
    const pair = 0.6 * Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
    const difference = (matches.get('together')?.bm25 ?? 0) - (matches.get('apart')?.bm25 ?? 0);
    expect(difference).toBeCloseTo(pair, 5);
  });

  it('values rare words over common ones and covers over repetition', () => {
    const index = createLexicalIndex();
    for (let other = 0; other < 20; other += 1) index.put(`other ${other}`, 'build build build build');
    index.put('rare', 'build orion');
    const matches = index.match('build orion');
    const [best] = [...matches].toSorted(([, a], [, b]) => b.score - a.score);
    expect(best?.[0]).toBe('rare');
  });

  it('does not care in which order documents came, were replaced or removed', () => {
    const word = fc.constantFrom('apple', 'pear', 'plum', 'build', 'test');
    const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string(), text), { selector: ([key]) => key, maxLength: 8 }),
        (documents) => {
          const straight = createLexicalIndex();
          for (const [key, content] of documents) straight.put(key, content);
          const crooked = createLexicalIndex();
          crooked.put('gone', 'apple pear');
          for (const [key] of documents) crooked.put(key, 'plum');
          for (const [key, content] of documents.toReversed()) crooked.put(key, content);
          crooked.remove('gone');
          crooked.remove('never there');
          const sorted = (index: typeof straight): unknown =>
            [...index.match('apple build')].toSorted(([a], [b]) => (a < b ? -1 : 1));
          expect(sorted(crooked)).toEqual(sorted(straight));
        },
      ),
    );
  });
});
