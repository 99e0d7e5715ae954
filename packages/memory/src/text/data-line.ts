/**
 * Turns a stored text into one line that can only be read as data: it has no line break, cannot open a
 * section, a code fence or a second header, and shows characters that would hide or reorder text as escapes.
 * What it cannot do: stop a model from obeying a sentence. That is why the context says what the lines are.
 */
export function dataLine(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\s\u0085]+/gu, (space) => (/[\n\r\u2028\u2029\u0085\v\f]/u.test(space) ? ' ⏎ ' : ' '))
    .replace(/[\p{Cc}\p{Cf}\p{Co}]/gu, (hidden) =>
      JOINERS.has(hidden) ? hidden : `\\u{${(hidden.codePointAt(0) ?? 0).toString(16)}}`,
    )
    .replace(/(^|⏎ )\s*(#{1,6}\s)/gu, '$1\\$2')
    .replace(/`{3,}/gu, "'''")
    .replace(/[[［【](?=\s*sentinel\s*agentos)/giu, '(')
    .trim();
}

/** Joiners that emoji and Indic or Persian words are written with. */
const JOINERS: ReadonlySet<string> = new Set(['\u200c', '\u200d']);
