import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayText, errorText } from '../../src/matching/display-text.js';

describe('displayText', () => {
  it('leaves ordinary text as it is, in any language', () => {
    expect(displayText('rm -rf /tmp/报告 🚫')).toBe('rm -rf /tmp/报告 🚫');
  });

  it('writes out what a terminal or a dialog would act on', () => {
    expect(displayText('a\u001b[2Jb')).toBe('a\\u{1b}[2Jb');
    expect(displayText('exe.\u202ecod')).toBe('exe.\\u{202e}cod');
    expect(displayText('a\u2028b\nc')).toBe('a\\u{2028}b\\u{a}c');
    expect(displayText('\ud800')).toBe('\\u{d800}');
  });

  it('never shows more than it may, nor half a character, nor anything unsafe', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 1, max: 100 }),
        (text, max) => {
          const shown = displayText(text, max);
          expect(shown.length).toBeLessThanOrEqual(max);
          expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        },
      ),
    );
  });
});

describe('errorText', () => {
  it('says what was thrown, whatever it was', () => {
    expect(errorText(new Error('no'))).toBe('no');
    expect(errorText('plain')).toBe('plain');
    expect(errorText(Object.create(null))).toBe('something that cannot be shown was thrown');
  });
});
