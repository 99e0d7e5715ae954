import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../src/normalise/folded-text.js';

describe('folded text', () => {
  it.each([
    ['Ｉｇｎｏｒｅ', 'Ignore'],
    ['𝐈𝐠𝐧𝐨𝐫𝐞', 'Ignore'],
    ['Ignоrе', 'Ignore'],
    ['ïgnörè', 'ignore'],
    ['ig\u200bnore', 'ignore'],
    ['忽略 ignore', '忽略 ignore'],
  ])('of %s is %s', (text, folded) => {
    expect(foldText(text).text).toBe(folded);
  });

  it('has a space for invisible characters on demand', () => {
    expect(foldText('ignore\u200bprevious', ' ').text).toBe('ignore previous');
  });

  it('says what was disguised and what was not', () => {
    const folded = foldText('plain Ignоre café');
    expect(folded.isDisguised(6, 12)).toBe(true);
    expect(folded.isDisguised(0, 5)).toBe(false);
    expect(folded.isDisguised(13, 17)).toBe(false);
  });

  it('is never longer, and its offsets rise to the length of the original', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: folded, toOriginal } = foldText(text);
        expect(folded.length).toBeLessThanOrEqual(text.length);
        let last = -1;
        for (let i = 0; i < folded.length; i += 1) {
          expect(toOriginal(i)).toBeGreaterThan(last);
          last = toOriginal(i);
        }
        expect(toOriginal(folded.length)).toBe(text.length);
      }),
    );
  });
});
