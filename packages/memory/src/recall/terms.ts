import { stemWord } from '../text/stem-word.js';
import { STOP_WORDS } from '../text/stop-words.js';

const CJK = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)/u;
const COMPOUND = /[\p{L}\p{M}\p{N}_]+(?:[./@:\\-]+[\p{L}\p{M}\p{N}_]+)*/gu;
const HUMP = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|[^\p{L}\p{M}\p{N}]+/u;

/**
 * The search terms of a text, in order, repeated as often as they occur: NFKC and lower case; identifiers
 * and paths both whole and in parts; English stop words out and endings off; Chinese, Japanese and Korean
 * as single characters and pairs.
 */
export function termsOf(text: string): readonly string[] {
  const terms: string[] = [];
  for (const [index, run] of text.normalize('NFKC').split(CJK).entries()) {
    if (index % 2 === 1) addPairs(run, terms);
    else for (const [compound] of run.matchAll(COMPOUND)) addWord(compound, terms);
  }
  return terms;
}

function addWord(compound: string, terms: string[]): void {
  const parts = compound.split(HUMP).filter((part) => part !== '');
  if (parts.length > 1) terms.push(compound.toLowerCase());
  for (const part of parts) {
    const word = part.toLowerCase();
    if (!STOP_WORDS.has(word)) terms.push(stemWord(word));
  }
}

function addPairs(run: string, terms: string[]): void {
  const characters = [...run.toLowerCase()];
  for (const [index, character] of characters.entries()) {
    if (!STOP_WORDS.has(character)) terms.push(character);
    const next = characters[index + 1];
    if (next !== undefined) terms.push(character + next);
  }
}
