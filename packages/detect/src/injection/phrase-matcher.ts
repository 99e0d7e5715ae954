import type { FoldedText } from '../normalise/folded-text.js';
import {
  type PhrasePattern,
  type PhrasePatterns,
  chinesePatterns,
  englishPatterns,
} from './phrase-patterns.js';
import type { PhraseRule } from './phrase-rule.js';

/** A phrase that stands in a folded text. */
export interface PhraseMatch {
  readonly rule: PhraseRule;
  readonly start: number;
  readonly end: number;
}

/** Finds the phrases of all rules. */
export interface PhraseMatcher {
  /**
   * Adds every phrase that begins in the text, in order. Costs a bounded amount for every word of the text
   * and answers false when `mostAttempts` attempts were not enough.
   */
  readonly match: (folded: FoldedText, into: PhraseMatch[], mostAttempts: number) => boolean;
}

const WORD = /[A-Za-z]{2,30}/g;

/** Where the last part of a word in camel case begins, or 0: `userIgnore` holds an order behind a stem. */
function lastHump(word: string): number {
  for (let i = word.length - 2; i > 0; i -= 1) {
    const isUpper = word.charCodeAt(i) < 97;
    if (isUpper && (word.charCodeAt(i - 1) >= 97 || word.charCodeAt(i + 1) >= 97)) return i;
  }
  return 0;
}

/** Where the word that counts begins: behind the letter of an escape such as `\\n`, or at the last hump. */
function wordStart(text: string, word: string, index: number): number {
  if (text.charAt(index - 1) === '\\' && /^[nrt][a-z]/.test(word)) return 1;
  return lastHump(word);
}

/** Compiles the rules at its first use and keeps them. */
export function createPhraseMatcher(): PhraseMatcher {
  let english: PhrasePatterns | undefined;
  let chinese: PhrasePatterns | undefined;
  let chineseAnchors: RegExp | undefined;
  return {
    match(folded, into, mostAttempts) {
      english ??= englishPatterns();
      const { text } = folded;
      let attempts = 0;
      const attempt = (rules: readonly PhrasePattern[] | undefined, start: number, length: number): void => {
        for (const { rule, pattern } of rules ?? []) {
          attempts += 1;
          pattern.lastIndex = start + length;
          if (pattern.test(text)) into.push({ rule, start, end: pattern.lastIndex });
        }
      };
      for (const { 0: word, index } of text.matchAll(WORD)) {
        if (attempts >= mostAttempts) return false;
        attempt(english.get(word.toLowerCase()), index, word.length);
        const hump = wordStart(text, word, index);
        if (hump > 0) attempt(english.get(word.slice(hump).toLowerCase()), index + hump, word.length - hump);
      }
      if (!/[\u4e00-\u9fff]/.test(text)) return true;
      chinese ??= chinesePatterns();
      // Longest first, or 不要 would hide 不要遵守 behind it.
      chineseAnchors ??= new RegExp([...chinese.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');
      for (const { 0: anchor, index } of text.matchAll(chineseAnchors)) {
        if (attempts >= mostAttempts) return false;
        // Gaps in Chinese are not bounded by words, so an attempt costs about twice as much.
        attempts += 1;
        attempt(chinese.get(anchor), index, anchor.length);
      }
      return true;
    },
  };
}
