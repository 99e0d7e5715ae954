import { createHash } from 'node:crypto';
import { latePattern } from '../text/late-pattern.js';

/** Words that a statement says the same without. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'a an the please really very just does do always 的 了 请'.split(' '),
);

/** Words that turn a statement into its opposite. */
const NEGATIONS: ReadonlySet<string> = new Set('not no never nor 不 没 别 勿 无 未 非 莫'.split(' '));

const CONTRACTIONS: readonly (readonly [() => RegExp, string])[] = [
  [latePattern(String.raw`\bcan(?:'t|not)\b`, 'gu'), 'can not'],
  [latePattern(String.raw`\bwon't\b`, 'gu'), 'will not'],
  [latePattern(String.raw`\b(\p{L}+)n't\b`, 'gu'), '$1 not'],
  [latePattern(String.raw`\bno longer\b`, 'gu'), 'not'],
  [latePattern(String.raw`\bwithout\b`, 'gu'), 'not with'],
];

const han: () => RegExp = latePattern(String.raw`(\p{Script=Han})`, 'gu');
const openingMarks: () => RegExp = latePattern(String.raw`[\p{Ps}\p{Pi}"']`, 'u');
const closingMarks: () => RegExp = latePattern(String.raw`[\p{Pe}\p{Pf}"'.,;:!?。，、；：！？]`, 'u');

/**
 * The slot of a fact or a rule that was given none: a digest of what is left of the text without case, width,
 * white space, edge punctuation, empty words and negation. So "the build uses Docker" and "the build does not
 * use Docker" share a slot, and the later one closes the earlier; other words or numbers make another slot.
 */
export function textSlot(text: string): string {
  const words = wordsOf(text);
  const content = words.filter((word) => !NEGATIONS.has(word));
  const same = JSON.stringify(content.length === 0 ? [words, plain(text)] : content);
  return `#${createHash('sha256').update(same).digest('hex').slice(0, 16)}`;
}

/**
 * Whether two texts say the same: nothing but case, width, white space, edge punctuation and empty words may
 * differ. A negation, a number or any other word that differs makes them two.
 */
export function sameText(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (one.length === 0 || other.length === 0) return plain(a) === plain(b);
  return one.length === other.length && one.every((word, index) => word === other[index]);
}

function wordsOf(text: string): readonly string[] {
  const spread = CONTRACTIONS.reduce((rest, [from, to]) => rest.replace(from(), to), plain(text));
  return spread
    .replace(han(), ' $1 ')
    .split(/\s+/u)
    .map(withoutEdges)
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word))
    .map(withoutPlural);
}

function withoutEdges(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && openingMarks().test(word.charAt(start))) start += 1;
  while (end > start && closingMarks().test(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end);
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2018\u2019]/gu, "'")
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

/** `uses` is `use`: the third person goes with a negation. Only words of letters alone. */
function withoutPlural(word: string): string {
  return /^\p{Ll}{3,}s$/u.test(word) && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
