import { CONFUSABLE_LETTERS } from './confusable-letters.js';
import { invisibleKind, isStroke } from './invisible-characters.js';

/** A text for matching, and the way back to the text it was made from. */
export interface FoldedText {
  readonly text: string;
  /** The offset in the original of the character at an offset of the folded text; both in UTF-16 units. */
  readonly toOriginal: (offset: number) => number;
  /** Whether anything between two offsets of the folded text was disguised: a look-alike or hidden inside. */
  readonly isDisguised: (start: number, end: number) => boolean;
}

/** What an invisible character becomes: nothing when it splits a word, a space when it joins words. */
export type InvisibleAs = '' | ' ';

// eslint-disable-next-line no-control-regex -- the question is whether every character is an ASCII one
const ASCII_ONLY = /^[\u0000-\u007f]*$/;

/** How a code point is folded: to one character, to nothing, or to itself. */
interface Folding {
  readonly text: string;
  readonly disguised: boolean;
}

/** Foldings met before. Bounded by the number of code points below the limit that it serves. */
type FoldingCache = Map<number, Folding>;
const MOST_CACHED = 4_096;

const REMOVED: Folding = { text: '', disguised: true };
/** An accent after its letter, which some systems write in two characters. */
const ACCENT: Folding = { text: '', disguised: false };
function computeFolding(codePoint: number): Folding {
  const character = String.fromCodePoint(codePoint);
  const likeness = CONFUSABLE_LETTERS.get(codePoint);
  if (likeness !== undefined) return { text: likeness, disguised: true };
  // No language strikes its letters out.
  if (isStroke(codePoint)) return REMOVED;
  // A mark that combines with the letter before it. Scripts that spell with marks are not folded.
  if (/^\p{M}$/u.test(character)) return ACCENT;
  const decomposed = character.normalize('NFKD').replace(/\p{M}/gu, '');
  if (decomposed.length !== 1) return { text: character, disguised: false };
  // Accents and wide forms belong to languages; letters of mathematics and enclosed letters do not.
  const isOrnament =
    (codePoint >= 0x1d400 && codePoint <= 0x1d7ff) ||
    (codePoint >= 0x2460 && codePoint <= 0x24ff) ||
    codePoint >= 0x1f130;
  return { text: decomposed, disguised: isOrnament };
}

/** Whether a code point is folded at all: Han, kana, Hangul and the scripts of Asia stay as they are. */
function isFoldable(codePoint: number): boolean {
  if (codePoint >= 0x0590 && codePoint <= 0x139f) return false;
  if (codePoint >= 0x1400 && codePoint <= 0x1aaf) return false;
  if (codePoint >= 0x1b00 && codePoint <= 0x1cff) return false;
  if (codePoint >= 0x2e80 && codePoint <= 0xdfff) return false;
  return codePoint <= 0x1ffff;
}

/**
 * Folds a text for matching: compatibility forms and accents to plain letters, strokes across them to nothing, look-alikes to the Latin
 * letters they imitate, invisible characters to nothing or a space. Case stays. A text of ASCII is its own
 * folded form and costs one test.
 */
export function foldText(text: string, invisibleAs: InvisibleAs = ''): FoldedText {
  if (ASCII_ONLY.test(text)) {
    return { text, toOriginal: (offset) => offset, isDisguised: () => false };
  }
  const offsets = new Uint32Array(text.length + 1);
  const disguises = new Uint32Array(text.length + 1);
  const cache: FoldingCache = new Map();
  const room: Folding = { text: invisibleAs, disguised: true };
  const parts: string[] = [];
  let length = 0;
  let disguised = 0;
  // Characters that stay as they are lie in runs, which are copied whole.
  let copiedTo = 0;
  let roomEnd = -1;
  let index = 0;
  const replace = (start: number, size: number, by: string): void => {
    if (start > copiedTo) parts.push(text.slice(copiedTo, start));
    if (by !== '') {
      parts.push(by);
      offsets[length] = start;
      disguises[length] = disguised;
      length += 1;
    }
    copiedTo = start + size;
  };
  while (index < text.length) {
    const codePoint = text.codePointAt(index) ?? 0;
    const size = codePoint > 0xffff ? 2 : 1;
    let folding: Folding | undefined;
    if (codePoint >= 0x80) {
      if (invisibleKind(codePoint) !== undefined) {
        disguised += 1;
        // A run of them makes one space.
        folding = index === roomEnd ? REMOVED : room;
        roomEnd = index + size;
      } else if (isFoldable(codePoint)) {
        folding = cache.get(codePoint);
        if (folding === undefined) {
          folding = computeFolding(codePoint);
          if (cache.size < MOST_CACHED) cache.set(codePoint, folding);
        }
        if (folding.disguised) disguised += 1;
        if (folding.text.length > 1) folding = undefined;
      }
    }
    if (folding === undefined) {
      for (let i = 0; i < size; i += 1) {
        offsets[length] = index + i;
        disguises[length] = disguised;
        length += 1;
      }
    } else replace(index, size, folding.text);
    index += size;
  }
  if (copiedTo < text.length) parts.push(text.slice(copiedTo));
  offsets[length] = text.length;
  disguises[length] = disguised;
  return {
    text: parts.join(''),
    toOriginal: (offset) => offsets[offset] ?? text.length,
    isDisguised: (start, end) =>
      (disguises[Math.max(0, end - 1)] ?? 0) > (start === 0 ? 0 : (disguises[start - 1] ?? 0)),
  };
}
