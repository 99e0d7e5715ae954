/** No escape sequence that ends before a secret is longer. */
const LONGEST = 32;

/**
 * Source of a pattern for what a colour of a terminal (ECMA-48 CSI) begins with, all but its last letter: with the
 * control character itself, or written out as shells, C, Python and JSON write it.
 */
export const COLOUR_START: string = String.raw`(?:\u001b|\\u001b|\\x1b|\\0?33|\\e|\^\[)\[[\d;:]{0,16}`;
/** A line end or another control character (C, JSON), a character by its number, or a colour. */
const ESCAPE_END = new RegExp(
  String.raw`(?:\\[abefnrtv0]|\\u[\da-f]{4}|\\x[\da-f]{2}|\\[0-7]{3}|%[\da-f]{2}|${COLOUR_START}[a-z])$`,
  'i',
);
const OPEN_COLOUR = new RegExp(`${COLOUR_START}$`, 'i');

const PERCENT = 37;
const SEMICOLON = 59;
const BRACKET = 91;
const BACKSLASH = 92;

/**
 * Whether the characters before a place are the end of an escape sequence, as the `n` of a line end in JSON is: they
 * belong to no word that goes on at the place.
 */
export function endsEscape(text: string, at: number): boolean {
  return mayEndEscape(text, at) && ESCAPE_END.test(text.slice(Math.max(0, at - LONGEST), at));
}

/** Whether the signs of an escape stand where they must: asked for the middle of every word, so without a pattern. */
function mayEndEscape(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 2);
  if (before === BACKSLASH || before === BRACKET || before === SEMICOLON || isDigit(before)) return true;
  return (
    text.charCodeAt(at - 3) === PERCENT ||
    text.charCodeAt(at - 4) === BACKSLASH ||
    text.charCodeAt(at - 6) === BACKSLASH
  );
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/**
 * Where a word begins whose characters were walked back over as far as `start`: behind the letters there that end an
 * escape sequence, or at `start` itself.
 */
export function behindEscape(text: string, start: number, end: number): number {
  const before = text.charAt(start - 1);
  if (before === '\\' && start < end) return start + (/[abefnrtv]/u.test(text.charAt(start)) ? 1 : 0);
  if (before !== '[' && before !== ';' && before !== ':') return start;
  if (!OPEN_COLOUR.test(text.slice(Math.max(0, start - LONGEST), start))) return start;
  return start + (/^\d{0,3}[a-z]/iu.exec(text.slice(start, end))?.[0].length ?? 0);
}
