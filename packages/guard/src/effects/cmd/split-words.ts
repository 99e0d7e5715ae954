import type { Evidence } from '@sentinel-agentos/core';
import { LIMITS } from '../shell/limits.js';
import type { Field } from '../shell/data.js';
import type { Expanded } from './expand-variables.js';

/** A word of a line with its place in the text. */
export interface LineWord extends Field {
  /** The word as it stands, with quotes. */
  readonly written: string;
  /** True for a switch: it begins with a slash, and that slash does not begin a path that a variable held. */
  readonly isSwitch: boolean;
}

/** Characters that are only themselves. */
const PLAIN = /[\w.\\:*?@%+~!-]+/y;

/**
 * Splits a command into words: quotes and carets are taken off, `""` inside quotes is a quote. `own` for commands of
 * `cmd` itself, where `,`, `;`, `=` part words too and a switch may follow without a blank.
 */
export function splitWords(expanded: Expanded, evidence: Evidence, own: boolean): readonly LineWord[] {
  const { text } = expanded;
  const words: LineWord[] = [];
  const most = LIMITS.words + 1;
  let word = '';
  let start = -1;
  let quoted = false;
  const flush = (end: number): void => {
    if (start < 0) return;
    words.push({
      text: word,
      taint: taintBetween(expanded, start, end),
      evidence,
      glob: /[*?]/.test(word),
      written: text.slice(start, end),
      isSwitch: isSwitch(word, isMade(expanded, text[start] === '"' ? start + 1 : start)),
    });
    word = '';
    start = -1;
  };
  for (let i = 0; i < text.length && words.length < most; i += 1) {
    PLAIN.lastIndex = i;
    const run = PLAIN.exec(text)?.[0] ?? '';
    if (run !== '') {
      if (start < 0) start = i;
      word += run;
      i += run.length - 1;
      continue;
    }
    const char = text[i] ?? '';
    const parts = !quoted && (/\s/.test(char) || (own && ',;='.includes(char)));
    if (parts) {
      flush(i);
      continue;
    }
    if (
      own &&
      !quoted &&
      char === '/' &&
      start >= 0 &&
      // Before the pattern sees a word that grows by every slash.
      word.length <= 9 &&
      !isMade(expanded, i) &&
      /^(?:\/[A-Za-z:-]{1,8}|[A-Za-z]{2,8})$/.test(word)
    )
      flush(i);
    if (start < 0) start = i;
    if (char === '"') {
      quoted = !quoted;
    } else if (char === '^' && !quoted) {
      i += 1;
      word += text[i] ?? '';
    } else {
      word += char;
    }
  }
  flush(text.length);
  return words;
}

function isSwitch(word: string, made: boolean): boolean {
  return (made ? /^\/[A-Za-z?]$/ : /^\/[A-Za-z?:-]/).test(word);
}

function isMade({ ranges }: Expanded, at: number): boolean {
  return ranges.some((range) => range.start <= at && range.end > at);
}

function taintBetween(expanded: Expanded, start: number, end: number): number {
  let taint = 0;
  for (const range of expanded.ranges) if (range.start < end && range.end > start) taint |= range.taint;
  return taint;
}
