import { CHINESE_PHRASES } from './chinese-phrases.js';
import { ENGLISH_CLAIMS } from './english-claims.js';
import { ENGLISH_DEMANDS } from './english-demands.js';
import { ENGLISH_OVERRIDES } from './english-overrides.js';
import { ENGLISH_TAKEOVERS } from './english-takeovers.js';
import type { PhraseRule } from './phrase-rule.js';

/** A rule and its pattern, written out: sticky, to be tried right behind an anchor. */
export interface PhrasePattern {
  readonly rule: PhraseRule;
  readonly pattern: RegExp;
}

/** The patterns that may follow each anchor. */
export type PhrasePatterns = ReadonlyMap<string, readonly PhrasePattern[]>;

const ENGLISH_PHRASES = [...ENGLISH_OVERRIDES, ...ENGLISH_TAKEOVERS, ...ENGLISH_CLAIMS, ...ENGLISH_DEMANDS];

/**
 * Room between two English words: quotes and emphasis may stand there. No word of a pattern may hold any of
 * these characters, an underscore in particular: what can be read as room and as a word can be divided in
 * exponentially many ways.
 */
const ROOM = '(?:[\\s"*_]{1,4})';

/** Up to five words of one sentence: table cells, quotes, hyphens and line ends may stand between them. */
const WORDS_BETWEEN = '(?:[\\s"\'“”‘’*_,()-]{1,6}[a-z\\d]{1,20}){0,5}?[\\s"\'“”‘’*_,()-]{1,6}(?=[a-z\\d])';

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

function compile(rules: readonly PhraseRule[], room: string): PhrasePatterns {
  const byAnchor = new Map<string, PhrasePattern[]>();
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

/** English patterns by the word that they begin with, in small letters. Compiles at every call. */
export function englishPatterns(): PhrasePatterns {
  return compile(ENGLISH_PHRASES, ROOM);
}

/** Chinese patterns by the characters that they begin with. Compiles at every call. */
export function chinesePatterns(): PhrasePatterns {
  return compile(CHINESE_PHRASES, ' ');
}
