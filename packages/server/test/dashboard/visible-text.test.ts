import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, visibleText } from '../../dashboard/visible-text.js';

/** Any text, also one that is not well-formed. */
const codeUnits = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units));

describe('anybody’s text in the dashboard', () => {
  it.each([
    ['a\0b', 'a⟨U+0000⟩b'],
    ['\u202egnp.exe', '⟨U+202E⟩gnp.exe'],
    ['pass\u200bword', 'pass⟨U+200B⟩word'],
    ['\ud800', '⟨U+D800⟩'],
    ['a\u{e0041}', 'a⟨U+E0041⟩'],
    ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
    ['⚠️ careful', '⚠️ careful'],
    ['x\ufe0f', 'x⟨U+FE0F⟩'],
    ['你好 <b>', '你好 <b>'],
  ])('shows %j as %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('leaves nothing that hides or turns what stands beside it', () => {
    fc.assert(
      fc.property(codeUnits, (text) => {
        expect(visibleText(text)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('is cut between characters, and says how much is missing', () => {
    expect(cutText('abcdef', 6)).toBe('abcdef');
    expect(cutText('abcdef', 4)).toBe('abcd… (+2)');
    expect(cutText('ab\u{1f600}cd', 3)).toBe('ab… (+4)');
  });
});
