import { createTermReader } from '../recall/terms.js';
import { isCommon } from './common-words.js';
import { latePattern } from '../text/late-pattern.js';

const wordsAndRuns: () => RegExp = latePattern(
  String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{M}\p{N}_./@:'’\\-])+`,
  'gu',
);

/** More of them are not kept, so that a long text becomes short too. */
const MOST_CHARS = 2_000;

/**
 * The words of a text that a shorter version of it no longer answers to, each once, in their order and without
 * common ones. With them beside the shorter version, a search finds it by everything that the text said.
 */
export function lostWords(text: string, shorter: string): string {
  const termsOf = createTermReader();
  const known = new Set(termsOf(shorter));
  const lost: string[] = [];
  let room = MOST_CHARS;
  for (const [word] of text.matchAll(wordsAndRuns())) {
    const terms = termsOf(word);
    if (terms.every((term) => known.has(term)) || isCommon(word.toLowerCase())) continue;
    if (word.length >= room) continue;
    for (const term of terms) known.add(term);
    lost.push(word);
    room -= word.length + 1;
  }
  return lost.join(' ');
}
