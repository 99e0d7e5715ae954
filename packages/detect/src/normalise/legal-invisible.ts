import { type InvisibleKind, invisibleKind } from './invisible-characters.js';
import { latePattern } from '../scan/late-pattern.js';

// Scripts whose spelling needs joiners, non-joiners or breaks without a space.
const joiningScript: () => RegExp = latePattern(
  String.raw`[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Tibt}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]`,
  'u',
);
const picture: () => RegExp = latePattern(
  String.raw`[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}]|[\ufe0f]|[\u20e3]`,
  'u',
);
const KEYCAP_BASE = /[0-9#*]/;
const ideograph: () => RegExp = latePattern(String.raw`\p{Unified_Ideograph}`, 'u');
const latin: () => RegExp = latePattern(String.raw`\p{sc=Latn}`, 'u');
const letterOrBlank: () => RegExp = latePattern(String.raw`[\s\p{L}]`, 'u');
const markOrHebrew: () => RegExp = latePattern(String.raw`[\p{M}\p{sc=Hebr}]`, 'u');
const letter: () => RegExp = latePattern(String.raw`\p{L}`, 'u');
const HANGUL = /[\u1100-\u115e\u1161-\u11ff\ua960-\ua97f\uac00-\ud7ff]/;
const NOTATION = /[\u{1bc00}-\u{1bc9f}\u{1d100}-\u{1d172}\u{1d17b}-\u{1d1ff}]/u;
/** Arabic letter mark, left-to-right mark, right-to-left mark. */
const DIRECTION_MARKS: ReadonlySet<number> = new Set([0x61c, 0x200e, 0x200f]);
const HANGUL_FILLERS: ReadonlySet<number> = new Set([0x115f, 0x1160, 0x3164, 0xffa0]);
const SOFT_HYPHEN = 0xad;
const GRAPHEME_JOINER = 0x34f;
const BLACK_FLAG = 0x1f3f4;
const CANCEL_TAG = 0xe007f;
const CHARACTERS_OF_A_TAG = 2;
/** Longest code of a subdivision behind a flag: country and three characters, ISO 3166-2. */
const LONGEST_FLAG = 6;

/** Where the emoji flag of a subdivision ends whose code begins at `index`; `index` itself when there is none. */
export function endOfFlag(text: string, index: number, before: number | undefined): number {
  if (before !== BLACK_FLAG) return index;
  let end = index;
  for (let length = 0; length <= LONGEST_FLAG; length += 1) {
    const codePoint = text.codePointAt(end) ?? 0;
    if (codePoint === CANCEL_TAG) return length > 1 ? end + CHARACTERS_OF_A_TAG : index;
    const isCode =
      (codePoint >= 0xe0061 && codePoint <= 0xe007a) || (codePoint >= 0xe0030 && codePoint <= 0xe0039);
    if (!isCode) return index;
    end += CHARACTERS_OF_A_TAG;
  }
  return index;
}

function shows(codePoint: number | undefined, pattern: RegExp): boolean {
  return codePoint !== undefined && pattern.test(String.fromCodePoint(codePoint));
}

/** Whether a neighbour is a letter of the script. ASCII and invisible characters take no pattern, for runs of them. */
function isLetterOf(codePoint: number | undefined, script: RegExp): boolean {
  if (codePoint === undefined || invisibleKind(codePoint) !== undefined) return false;
  if (codePoint < 0x80) return (codePoint | 0x20) >= 0x61 && (codePoint | 0x20) <= 0x7a;
  return script.test(String.fromCodePoint(codePoint));
}

/** Whether the place lies inside a Latin word, where no order needs a sign, or in a run of invisible characters. */
function isInsideLatin({ before, after }: Neighbourhood): boolean {
  const isLatin = (codePoint: number | undefined): boolean =>
    isLetterOf(codePoint, latin()) || (codePoint !== undefined && invisibleKind(codePoint) !== undefined);
  return isLatin(before) && isLatin(after);
}

function isLegalVariation({ before, codePoint }: Neighbourhood): boolean {
  if (before === undefined || invisibleKind(before) !== undefined) return false;
  if (codePoint >= 0xe0100) return shows(before, ideograph());
  if (codePoint < 0x1810) return shows(before, /\p{sc=Mong}/u);
  return (
    !letterOrBlank().test(String.fromCodePoint(before)) ||
    shows(before, ideograph()) ||
    shows(before, joiningScript()) ||
    shows(before, KEYCAP_BASE)
  );
}

function isLegalJoiner(place: Neighbourhood): boolean {
  const { before, codePoint, after } = place;
  if (DIRECTION_MARKS.has(codePoint)) return !isInsideLatin(place);
  if (codePoint === 0xfeff) return before === undefined;
  if (codePoint === SOFT_HYPHEN) return shows(before, letter()) && shows(after, letter());
  if (codePoint === GRAPHEME_JOINER) return shows(before, markOrHebrew());
  if (HANGUL_FILLERS.has(codePoint)) return shows(before, HANGUL) || shows(after, HANGUL);
  if (codePoint > 0xffff) return shows(before, NOTATION) || shows(after, NOTATION);
  if (before === undefined || before < 0xa9 || invisibleKind(before) === 'zero-width') return false;
  // One alone: two in a row spell nothing in any script.
  if (shows(before, joiningScript())) return after === undefined || invisibleKind(after) === undefined;
  return codePoint === 0x200d && shows(before, picture()) && shows(after, picture());
}

/** Blanks are room, in pictures of Braille for instance. One alone between two letters splits or joins words. */
function isLegalBlank({ before, after }: Neighbourhood): boolean {
  return !isLetterOf(before, letter()) || !isLetterOf(after, letter());
}

/** A code point and the ones beside it; undefined at an end of the text. */
export interface Neighbourhood {
  readonly before: number | undefined;
  readonly codePoint: number;
  readonly after: number | undefined;
}

/**
 * Whether an invisible code point has business where it stands: joining emoji or the letters of a script that is
 * written with joiners, choosing the variant of the character before it, a soft hyphen in a word, a sign of direction
 * anywhere but inside a Latin word, a blank of Braille anywhere but alone between two letters. Tags have it only in an
 * emoji flag.
 */
export function isLegalInvisible(kind: InvisibleKind, place: Neighbourhood): boolean {
  switch (kind) {
    case 'variation':
      return isLegalVariation(place);
    case 'zero-width':
      return isLegalJoiner(place);
    case 'bidi':
      return !isInsideLatin(place);
    case 'blank':
      return isLegalBlank(place);
    case 'tag':
      return false;
  }
}
