/** The value of each character of an alphabet by its code, for every code; -1 for those that are not of it. */
export type Alphabet = Int8Array;

function alphabetOf(characters: Readonly<Record<string, number>>): Alphabet {
  const values = new Int8Array(0x1_0000).fill(-1);
  for (const [each, first] of Object.entries(characters)) {
    for (let at = 0; at < each.length; at++) values[each.charCodeAt(at)] = first + at;
  }
  return values;
}

/** Base64, standard and URL-safe (RFC 4648, sections 4 and 5). */
export const BASE64: Alphabet = alphabetOf({
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/': 0,
  '-_': 62,
});
export const HEX: Alphabet = alphabetOf({ '0123456789abcdef': 0, ABCDEF: 10 });

/** The value of a character, by its code; -1 for one that is not of the alphabet. */
export const valueIn = (alphabet: Alphabet, code: number): number =>
  code < 0x80 ? (alphabet[code] ?? -1) : -1;

/**
 * Where the next stretch of at least `least` characters of an alphabet begins; `Infinity` where none does before `to`.
 * Looks at the last character of a stretch first, so that most of a text is never looked at.
 */
export function nextStretch(
  alphabet: Alphabet,
  text: string,
  from: number,
  to: number,
  least: number,
): number {
  let start = from;
  while (start < to) {
    const last = start + least - 1;
    if (last >= text.length) return Infinity;
    let at = last;
    while (at >= start && valueIn(alphabet, text.charCodeAt(at)) >= 0) at -= 1;
    if (at < start) return start;
    start = at + 1;
  }
  return Infinity;
}

/** The end of a stretch of an alphabet, at most `most`. */
export function stretchEnd(alphabet: Alphabet, text: string, start: number, most: number): number {
  let end = start;
  while (end < most && valueIn(alphabet, text.charCodeAt(end)) >= 0) end += 1;
  return end;
}
