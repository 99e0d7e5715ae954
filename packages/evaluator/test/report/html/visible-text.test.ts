import { cutText, escapeMarkup, visibleText } from '../../../src/report/html/visible-text.js';
import { describe, expect, it } from 'vitest';
import { html } from '../../../src/report/html/markup.js';
import fc from 'fast-check';

/** Texts of any code units, half characters too, with those that matter often among them. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '</script>',
        '<!--',
        '\0',
        '\u202e',
        '\u200b',
        '\ud800',
        ']]>',
        '`',
        '\n',
      ),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe("anybody's text in a page", () => {
  it.each([
    ['</script><b>', '&lt;/script&gt;&lt;b&gt;'],
    ['" onload="x', '&quot; onload=&quot;x'],
    ["it's & so", 'it&#39;s &amp; so'],
    ['a\0b', 'a⟨U+0000⟩b'],
    ['user\u202etxt.exe', 'user⟨U+202E⟩txt.exe'],
    ['half \ud83d', 'half ⟨U+D83D⟩'],
    ['zero\u200bwidth', 'zero⟨U+200B⟩width'],
    ['\u3164\u2800', '⟨U+3164⟩⟨U+2800⟩'],
    ['tag\u{e0041}', 'tag⟨U+E0041⟩'],
    ['two\nlines', 'two⟨U+000A⟩lines'],
    ['名字 é 😀', '名字 é 😀'],
  ])('%j is shown as %j', (text, shown) => {
    expect(escapeMarkup(text)).toBe(shown);
  });

  it('is never markup, never unseen, and always whole characters', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = escapeMarkup(text);
        expect(shown).not.toMatch(/[<>"'\p{Cc}\p{Cf}\p{Surrogate}\p{Zl}\p{Zp}]/u);
        expect(shown.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });

  it('that differs is shown differently', () => {
    expect(visibleText('a\u200bb')).not.toBe(visibleText('ab'));
  });

  it('is cut between characters, and says how much is missing', () => {
    expect(cutText('abcdef', 6)).toBe('abcdef');
    expect(cutText('abcdef', 4)).toBe('abcd… (+2)');
    expect(cutText('abc😀def', 4)).toBe('abc… (+5)');
    expect(cutText('x'.repeat(1_000_000), 80)).toHaveLength(80 + '… (+999920)'.length);
  });
});

describe('a template', () => {
  it('escapes what stands in its places, and leaves markup', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p title="${'"'}">${inner}${[1, null, 'x']}</p>`.text).toBe(
      '<p title="&quot;"><b>&lt;i&gt;</b>1x</p>',
    );
  });

  it('does not take an object that looks like markup for markup', () => {
    const fake = { text: '<script>' } as unknown as string;
    expect(() => html`${fake}`).toThrow();
  });
});
