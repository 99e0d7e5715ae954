/** What an invisible character can be abused for. */
export type InvisibleKind = 'tag' | 'variation' | 'zero-width' | 'bidi';

/** Format and filler characters that take no room, outside the ranges that the function names. */
const ZERO_WIDTH: ReadonlySet<number> = new Set([
  0xad, 0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2062, 0x2063,
  0x2064, 0x3164, 0xfeff, 0xffa0,
]);

/** The kind of an invisible character, or undefined for one that shows or that moves what shows. */
export function invisibleKind(codePoint: number): InvisibleKind | undefined {
  if (codePoint < 0xad) return undefined;
  if (codePoint >= 0xe0000) {
    if (codePoint <= 0xe007f) return 'tag';
    return codePoint >= 0xe0100 && codePoint <= 0xe01ef ? 'variation' : undefined;
  }
  if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) return 'variation';
  if ((codePoint >= 0x202a && codePoint <= 0x202e) || (codePoint >= 0x2066 && codePoint <= 0x2069))
    return 'bidi';
  return ZERO_WIDTH.has(codePoint) ? 'zero-width' : undefined;
}

// Written as text: some of the characters combine with the one before them, in a class as well.
const INVISIBLE =
  '[\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200d\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069' +
  '\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\u{e0000}-\\u{e007f}\\u{e0100}-\\u{e01ef}]';

/** A quick test whether a text may hold anything invisible at all. */
export const MAY_HOLD_INVISIBLE: RegExp = new RegExp(INVISIBLE, 'u');
