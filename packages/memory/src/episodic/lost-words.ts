import { createTermReader } from '../recall/terms.js';

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{M}\p{N}_./@:\\-])+/gu;

/**
 * The words of a text that a shorter version of it no longer answers to, each once and in their order. With
 * them beside the shorter version, a search finds it by everything that the text said.
 */
export function lostWords(text: string, shorter: string): string {
  const termsOf = createTermReader();
  const known = new Set(termsOf(shorter));
  const lost: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    const terms = termsOf(word);
    if (terms.every((term) => known.has(term))) continue;
    for (const term of terms) known.add(term);
    lost.push(word);
  }
  return lost.join(' ');
}
