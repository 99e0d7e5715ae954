import { CONFUSABLE_LETTERS } from './confusable-letters.js';
import { latePattern } from '../scan/late-pattern.js';

const words: () => RegExp = latePattern(String.raw`[\p{L}\p{M}]{2,64}`, 'gu');
const LATIN = /[A-Za-z]/;
const NOT_LATIN = /[^A-Za-z]/u;

/**
 * Turns look-alikes into Latin letters in words that mix both and would be all Latin then. Words of one
 * script stay, whatever they look like; so do words with a letter that imitates nothing. Keeps the length.
 */
export function unmixScripts(text: string): string {
  if (!/[\u0370-\u058f\u13a0-\u13ff\u{1d00}-\u{1d7f}\u0261\u026a\u0274\u0280\u028f]/u.test(text)) return text;
  return text.replace(words(), (word) => {
    if (!LATIN.test(word) || !NOT_LATIN.test(word)) return word;
    let unmixed = '';
    for (const character of word) {
      const likeness = LATIN.test(character)
        ? character
        : CONFUSABLE_LETTERS.get(character.codePointAt(0) ?? 0);
      if (likeness?.length !== character.length) return word;
      unmixed += likeness;
    }
    return unmixed;
  });
}
