import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAutomaton } from '../../src/automaton/automaton.js';

function found(words: readonly string[], text: string, from = 0, to = text.length): string[] {
  const hits: string[] = [];
  buildAutomaton(words).scan(text, from, to, (word, start, end) => {
    hits.push(`${words[word] ?? ''}@${start}-${end}`);
    return true;
  });
  return hits.sort();
}

/** The same by looking everywhere. */
function foundSlowly(words: readonly string[], text: string, from = 0, to = text.length): string[] {
  const hits: string[] = [];
  for (const word of words) {
    for (let start = 0; start + word.length <= text.length; start++) {
      const end = start + word.length;
      const folded = text.slice(start, end).replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
      if (end > from && end <= to && folded === word) hits.push(`${word}@${start}-${end}`);
    }
  }
  return hits.sort();
}

describe('the automaton', () => {
  it('finds what a search for each word finds, whatever the case and the place', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', '-', '中', '\u5b61', '\u5b41'),
      minLength: 1,
      maxLength: 5,
    });
    const text = fc.string({
      unit: fc.constantFrom('a', 'A', 'b', '-', 'é', '中', '\u5b61', '\u5b41', '\ud800'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 8 }),
        text,
        fc.nat(200),
        fc.nat(200),
        (words, hay, a, b) => {
          const [from, to] = [Math.min(a, b, hay.length), Math.min(Math.max(a, b), hay.length)];
          expect(found(words, hay, from, to)).toEqual(foundSlowly(words, hay, from, to));
        },
      ),
    );
  });

  it('finds words of Chinese characters, and not others with the same lower bytes', () => {
    expect(found(['密码'], 'a密码b\u00c6\u0001')).toEqual(['密码@1-3']);
  });

  it('finds words across the borders of its blocks', () => {
    for (const place of [4090, 4095, 4096, 8186, 8188, 8190, 8191, 8192, 12_288, 16_383]) {
      const text = `${'.'.repeat(place)}needle${'.'.repeat(9000)}`;
      expect(found(['needle', 'eed'], text)).toEqual([
        `eed@${place + 1}-${place + 4}`,
        `needle@${place}-${place + 6}`,
      ]);
    }
  });

  it('ends when the visitor says so, and finds nothing without words', () => {
    let visits = 0;
    buildAutomaton(['a']).scan('aaaa', 0, 4, () => (visits += 1) < 2);
    expect(visits).toBe(2);
    expect(found([], 'anything')).toEqual([]);
  });
});
