import { type InvisibleKind, invisibleKind } from './invisible-characters.js';

// Scripts whose spelling needs joiners, non-joiners or breaks without a space.
const JOINING =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Tibt}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}]|[\ufe0f]|[\u20e3]/u;
const KEYCAP_BASE = /[0-9#*]/;
const IDEOGRAPH = /\p{Unified_Ideograph}/u;
const SOFT_HYPHEN = 0xad;
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

function isLegalVariation({ before, codePoint }: Neighbourhood): boolean {
  if (before === undefined || invisibleKind(before) !== undefined) return false;
  if (codePoint >= 0xe0100) return shows(before, IDEOGRAPH);
  return (
    !/[\s\p{L}]/u.test(String.fromCodePoint(before)) ||
    shows(before, IDEOGRAPH) ||
    shows(before, JOINING) ||
    shows(before, KEYCAP_BASE)
  );
}

function isLegalJoiner({ before, codePoint, after }: Neighbourhood): boolean {
  if (codePoint === 0xfeff) return before === undefined;
  if (codePoint === SOFT_HYPHEN) return shows(before, /\p{L}/u) && shows(after, /\p{L}/u);
  if (before === undefined || before < 0xa9 || invisibleKind(before) === 'zero-width') return false;
  // One alone: two in a row spell nothing in any script.
  if (shows(before, JOINING)) return after === undefined || invisibleKind(after) === undefined;
  return codePoint === 0x200d && shows(before, PICTURE) && shows(after, PICTURE);
}

/** A code point and the ones beside it; undefined at an end of the text. */
export interface Neighbourhood {
  readonly before: number | undefined;
  readonly codePoint: number;
  readonly after: number | undefined;
}

/**
 * Whether an invisible code point has business where it stands: joining emoji or the letters of a script that is
 * written with joiners, choosing the variant of the character before it, a soft hyphen in a word. Marks of
 * direction have it anywhere, tags only in an emoji flag.
 */
export function isLegalInvisible(kind: InvisibleKind, place: Neighbourhood): boolean {
  if (kind === 'variation') return isLegalVariation(place);
  return kind === 'zero-width' ? isLegalJoiner(place) : kind !== 'tag';
}
