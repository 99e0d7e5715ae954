import { invisibleKind } from './invisible-characters.js';

// Scripts whose spelling needs joiners, non-joiners or breaks without a space.
const JOINING =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Tibt}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}]|[\ufe0f]|[\u20e3]/u;
const KEYCAP_BASE = /[0-9#*]/;
const IDEOGRAPH = /\p{Unified_Ideograph}/u;
const SOFT_HYPHEN = 0xad;
const BLACK_FLAG = 0x1f3f4;
const CANCEL_TAG = 0xe007f;
/** Longest code of a subdivision behind a flag: country and three characters, ISO 3166-2. */
const LONGEST_FLAG = 6;

/** The end of an emoji flag of a subdivision that begins at `index`, or `index` when none does. */
function endOfFlag(codePoints: readonly number[], index: number): number {
  if (codePoints[index - 1] !== BLACK_FLAG) return index;
  let end = index;
  while (end - index <= LONGEST_FLAG) {
    const codePoint = codePoints[end] ?? 0;
    if (codePoint === CANCEL_TAG) return end > index + 1 ? end + 1 : index;
    const isCode =
      (codePoint >= 0xe0061 && codePoint <= 0xe007a) || (codePoint >= 0xe0030 && codePoint <= 0xe0039);
    if (!isCode) return index;
    end += 1;
  }
  return index;
}

function shows(codePoint: number | undefined, pattern: RegExp): boolean {
  return codePoint !== undefined && pattern.test(String.fromCodePoint(codePoint));
}

function isLegalVariation(codePoints: readonly number[], index: number): boolean {
  const base = codePoints[index - 1];
  if (base === undefined || invisibleKind(base) !== undefined) return false;
  if ((codePoints[index] ?? 0) >= 0xe0100) return shows(base, IDEOGRAPH);
  return (
    !/[\s\p{L}]/u.test(String.fromCodePoint(base)) ||
    shows(base, IDEOGRAPH) ||
    shows(base, JOINING) ||
    shows(base, KEYCAP_BASE)
  );
}

function isLegalJoiner(codePoints: readonly number[], index: number): boolean {
  const [before, codePoint, after] = [codePoints[index - 1], codePoints[index], codePoints[index + 1]];
  if (codePoint === 0xfeff) return index === 0;
  if (codePoint === SOFT_HYPHEN) return shows(before, /\p{L}/u) && shows(after, /\p{L}/u);
  if (before === undefined || before < 0xa9 || invisibleKind(before) === 'zero-width') return false;
  // One alone: two in a row spell nothing in any script.
  if (shows(before, JOINING)) return after === undefined || invisibleKind(after) === undefined;
  return codePoint === 0x200d && shows(before, PICTURE) && shows(after, PICTURE);
}

/**
 * For every code point whether it is an invisible one without business where it stands: not in an emoji
 * flag, not joining emoji or the letters of a script that is written with joiners, not choosing the variant
 * of the character before it, not a soft hyphen in a word.
 */
export function illegalInvisible(codePoints: readonly number[]): readonly boolean[] {
  const illegal: boolean[] = [];
  let index = 0;
  while (index < codePoints.length) {
    const kind = invisibleKind(codePoints[index] ?? 0);
    const flagEnd = kind === 'tag' ? endOfFlag(codePoints, index) : index;
    if (flagEnd > index) {
      while (index < flagEnd) {
        illegal.push(false);
        index += 1;
      }
      continue;
    }
    if (kind === 'variation') illegal.push(!isLegalVariation(codePoints, index));
    else if (kind === 'zero-width') illegal.push(!isLegalJoiner(codePoints, index));
    else illegal.push(kind === 'tag');
    index += 1;
  }
  return illegal;
}
