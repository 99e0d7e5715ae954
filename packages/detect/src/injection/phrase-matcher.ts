import type { FoldedText } from '../normalise/folded-text.js';
import { CHINESE_PHRASES } from './chinese-phrases.js';
import { ENGLISH_CLAIMS } from './english-claims.js';
import { ENGLISH_DEMANDS } from './english-demands.js';
import { ENGLISH_OVERRIDES } from './english-overrides.js';
import { ENGLISH_TAKEOVERS } from './english-takeovers.js';
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

const ENGLISH_PHRASES = [...ENGLISH_OVERRIDES, ...ENGLISH_TAKEOVERS, ...ENGLISH_CLAIMS, ...ENGLISH_DEMANDS];

interface CompiledRule {
  readonly rule: PhraseRule;
  readonly pattern: RegExp;
}

/** Up to four words of one sentence: table cells, quotes and line ends may stand between them. */
const WORDS_BETWEEN = "(?:[\\s\"'“”‘’*_,()-]{1,6}[\\w'’-]{1,20}){0,4}?[\\s\"'“”‘’*_,()]{1,6}";

/** Writes out what the sources abbreviate: `…`, and a space for any room between two words. */
function writeOut(source: string, room: string): string {
  let written = '';
  let isInClass = false;
  for (let i = 0; i < source.length; i += 1) {
    const character = source.charAt(i);
    if (character === '\\') {
      written += source.slice(i, i + 2);
      i += 1;
      continue;
    }
    if (character === '[') isInClass = true;
    else if (character === ']') isInClass = false;
    if (character === '…') written += WORDS_BETWEEN;
    else written += character === ' ' && !isInClass ? room : character;
  }
  return written;
}

function compile(rules: readonly PhraseRule[], room: string): ReadonlyMap<string, readonly CompiledRule[]> {
  const byAnchor = new Map<string, CompiledRule[]>();
  for (const rule of rules) {
    const pattern = new RegExp(writeOut(rule.pattern, room), 'iy');
    for (const anchor of rule.anchors.split(' ')) {
      const compiled = byAnchor.get(anchor) ?? [];
      compiled.push({ rule, pattern });
      byAnchor.set(anchor, compiled);
    }
  }
  return byAnchor;
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
  let english: ReadonlyMap<string, readonly CompiledRule[]> | undefined;
  let chinese: ReadonlyMap<string, readonly CompiledRule[]> | undefined;
  let chineseAnchors: RegExp | undefined;
  return {
    match(folded, into, mostAttempts) {
      english ??= compile(ENGLISH_PHRASES, '(?:[\\s"*_]{1,4})');
      const { text } = folded;
      let attempts = 0;
      const attempt = (rules: readonly CompiledRule[] | undefined, start: number, length: number): void => {
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
      chinese ??= compile(CHINESE_PHRASES, ' ');
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
