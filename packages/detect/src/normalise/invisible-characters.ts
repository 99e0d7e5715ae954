/**
 * What an invisible character can be abused for: `tag` spells text, `variation` and `zero-width` carry bits and
 * split words, `bidi` turns the order of what shows, `blank` takes room and passes for a space.
 */
export type InvisibleKind = 'tag' | 'variation' | 'zero-width' | 'bidi' | 'blank';

/**
 * Every character that no font shows: the code points that Unicode calls default ignorable (DerivedCoreProperties,
 * reserved ones included), and the blank of Braille patterns. First, last and kind, in order.
 */
const RANGES: readonly (readonly [first: number, last: number, kind: InvisibleKind])[] = [
  [0xad, 0xad, 'zero-width'], // soft hyphen
  [0x34f, 0x34f, 'zero-width'], // combining grapheme joiner
  [0x61c, 0x61c, 'zero-width'], // Arabic letter mark
  [0x115f, 0x1160, 'zero-width'], // fillers of Hangul
  [0x17b4, 0x17b5, 'zero-width'], // inherent vowels of Khmer
  [0x180b, 0x180d, 'variation'], // variants of Mongolian letters
  [0x180e, 0x180e, 'zero-width'],
  [0x180f, 0x180f, 'variation'],
  [0x200b, 0x200f, 'zero-width'], // spaces without width, joiners, marks of direction
  [0x202a, 0x202e, 'bidi'], // embeddings and overrides
  [0x2060, 0x2065, 'zero-width'],
  [0x2066, 0x2069, 'bidi'], // isolates
  [0x206a, 0x206f, 'zero-width'], // deprecated format characters
  [0x2800, 0x2800, 'blank'], // a pattern of Braille without dots
  [0x3164, 0x3164, 'zero-width'], // filler of Hangul
  [0xfe00, 0xfe0f, 'variation'],
  [0xfeff, 0xfeff, 'zero-width'], // byte order mark
  [0xffa0, 0xffa0, 'zero-width'], // filler of Hangul, half as wide
  [0xfff0, 0xfff8, 'zero-width'],
  [0x1bca0, 0x1bca3, 'zero-width'], // controls of shorthand
  [0x1d173, 0x1d17a, 'zero-width'], // controls of musical notation
  [0xe0000, 0xe00ff, 'tag'],
  [0xe0100, 0xe01ef, 'variation'],
  [0xe01f0, 0xe0fff, 'tag'],
];

/** Strokes and rings across another character: it stays readable, and no search for it finds it. */
const STROKES = '\\u0334-\\u0338\\u20d2\\u20d3\\u20d8-\\u20da\\u20e5\\u20e6\\u20ea\\u20eb';

// Written as text: some of the characters combine with the one before them, in a class as well.
const written = (codePoint: number): string => `\\u{${codePoint.toString(16)}}`;
const INVISIBLE = RANGES.map(([first, last]) => `${written(first)}-${written(last)}`).join('');

/** A quick test whether a text may hold anything invisible at all. */
export const MAY_HOLD_INVISIBLE: RegExp = new RegExp(`[${INVISIBLE}]`, 'u');

/** A quick test whether a text holds characters that break the spelling of words for machines and not for people. */
export const MAY_BREAK_SPELLING: RegExp = new RegExp(`[${INVISIBLE}${STROKES}]`, 'u');

const STROKE = new RegExp(`[${STROKES}]`, 'u');
const FIRST = 0xad;
const PLANE = 0x10000;

/** Kinds of the characters of the first plane by code point, one above their place in `KINDS`; made at the first use. */
let firstPlane: Uint8Array | undefined;
const KINDS: readonly InvisibleKind[] = ['tag', 'variation', 'zero-width', 'bidi', 'blank'];

function kindsOfFirstPlane(): Uint8Array {
  const kinds = new Uint8Array(PLANE);
  for (const [first, last, kind] of RANGES) {
    if (last < PLANE) kinds.fill(KINDS.indexOf(kind) + 1, first, last + 1);
  }
  return kinds;
}

/** The kind of an invisible character, or undefined for one that shows. */
export function invisibleKind(codePoint: number): InvisibleKind | undefined {
  if (codePoint < FIRST) return undefined;
  if (codePoint >= PLANE) {
    return RANGES.find(([first, last]) => codePoint >= first && codePoint <= last)?.[2];
  }
  firstPlane ??= kindsOfFirstPlane();
  return KINDS[(firstPlane[codePoint] ?? 0) - 1];
}

/** Whether a character crosses out the one before it. */
export function isStroke(codePoint: number): boolean {
  return codePoint >= 0x334 && codePoint <= 0x20eb && STROKE.test(String.fromCharCode(codePoint));
}

/** Whether a character breaks the spelling of a word for machines and not for people: invisible, or a stroke across it. */
export function breaksSpelling(codePoint: number): boolean {
  return invisibleKind(codePoint) !== undefined || isStroke(codePoint);
}
