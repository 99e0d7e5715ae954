import { latePattern } from './late-pattern.js';

const hiddenCharacters: () => RegExp = latePattern(String.raw`[\p{Cc}\p{Cf}\p{Co}]`, 'gu');

/**
 * Turns a stored text into one line that can only be read as data: it has no line break, cannot open a section,
 * a code fence, the context's own fence or a second header, cannot claim an origin, and shows characters that would hide or reorder text
 * as escapes. What it cannot do: stop a model from obeying a sentence. That is why the context says what the
 * lines are.
 */
export function dataLine(text: string): string {
  return (
    text
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/[\s\u0085]+/gu, (space) => (/[\n\r\u2028\u2029\u0085\v\f]/u.test(space) ? ' ⏎ ' : ' '))
      .replace(hiddenCharacters(), shownHidden)
      // Wide letters read like plain ones, and so would a header in them.
      .replace(/[Ａ-Ｚａ-ｚ]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
      .replace(/(^|⏎ )\s*([#＃]{1,6}\s)/gu, '$1\\$2')
      .replace(/[`｀]{3,}/gu, "'''")
      // These brackets say where a line comes from.
      .replace(/[⟨〈]/gu, '(')
      .replace(/[⟩〉]/gu, ')')
      .replace(/[<＜‹](?=[\s/]*remembered)/giu, '(')
      .replace(/[[［【〔](?=\s*sentinel\s*agent\s*os)/giu, '(')
      .trim()
  );
}

/** A hidden character as an escape; a joiner that emoji and Indic or Persian words are written with, as it is. */
function shownHidden(hidden: string, offset: number, whole: string): string {
  const isJoiner = hidden === '\u200c' || hidden === '\u200d';
  const before = whole.charCodeAt(offset - 1);
  const after = whole.charCodeAt(offset + 1);
  // Between plain letters a joiner only hides. (Before the first and after the last there is NaN.)
  if (isJoiner && before > 0x7f && after > 0x7f) return hidden;
  return `\\u{${(hidden.codePointAt(0) ?? 0).toString(16)}}`;
}
