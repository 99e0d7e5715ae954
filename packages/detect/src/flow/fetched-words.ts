import { looksRandom } from '../secrets/validators/entropy.js';
import { latePattern } from '../scan/late-pattern.js';

const letterOrDigit: () => RegExp = latePattern(String.raw`[\p{L}\p{N}]`, 'gu');

/** Letters and digits that a request to a known place may have: a question, an address, a few options. */
const MOST_LETTERS = 256;
/** Letters and digits that a request for a link may have beside the link. */
const MOST_BESIDE = 48;
/** Letters and digits in a row from which a word is judged, and those that no word has. */
const longWords: () => RegExp = latePattern(String.raw`[\p{L}\p{N}]{12,}`, 'gu');
const LONGEST_WORD = 24;
/** An address that is a word of its own, quoted or not. */
const ADDRESS = /(["'`]?)(https?:\/\/[^\s"'`]{3,2048})(["'`]?)(?=[\s,)}\]]|$)/gi;

/**
 * Whether a request that only fetches says hardly more than what it asks for: few words, and none that looks drawn at
 * random, as encrypted and encoded texts do. Who spells a secret in made-up words is not noticed.
 */
export function saysLittle(text: string): boolean {
  if (text.length > 2048 || letters(text) > MOST_LETTERS) return false;
  return (text.match(longWords()) ?? []).every((word) => word.length <= LONGEST_WORD && !isRandom(word));
}

/** Whether a request only follows links that stood, letter by letter, in a text: who wrote them knew nothing yet. */
export function followsLinks(text: string, isLink: (address: string) => boolean): boolean {
  if (text.length > 8192) return false;
  const beside = text.replace(ADDRESS, (all: string, open: string, address: string, close: string) =>
    open === close && isLink(address) ? ' ' : all,
  );
  return (
    beside !== text && !/[$`@<]|:\/\//.test(beside) && letters(beside) <= MOST_BESIDE && saysLittle(beside)
  );
}

function letters(text: string): number {
  return text.match(letterOrDigit())?.length ?? 0;
}

function isRandom(word: string): boolean {
  return looksRandom(word, 2.5) || /^(?=.*\d)(?=.*[a-f])[0-9a-f]{12,}$/i.test(word);
}
