/** A word of a command line, as a half-open span of its text with the quotes around it. */
export interface CommandWord {
  readonly start: number;
  readonly end: number;
  /** Without quotes; of a word that is very long, its beginning. */
  readonly text: string;
}

/** The word that a place stands in, and the one before it. */
export interface WordAt {
  readonly word: CommandWord;
  readonly before: CommandWord | null;
}

const MOST_TEXT = 4096;
const DEEPEST = 3;
/** `sh -c`, `bash -lc`: the word behind it is a command line of its own. */
const RUNS_TEXT = /^-[a-z]{0,3}c$/;

/** Finds words of one command line. Each part of it is split once, when it is first asked for. */
export function createWordFinder(text: string): (at: number) => WordAt | null {
  const lines = new Map<number, readonly CommandWord[]>();

  function wordsFrom(start: number, end: number): readonly CommandWord[] {
    const words = lines.get(start) ?? wordsOf(text, start, end);
    lines.set(start, words);
    return words;
  }

  function find(words: readonly CommandWord[], at: number, depth: number): WordAt | null {
    let low = 0;
    let high = words.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((words[middle]?.start ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const word = words[low];
    if (word === undefined || at < word.start || at >= word.end) return null;
    const before = words[low - 1] ?? null;
    const isQuoted = /["']/.test(text.charAt(word.start));
    if (before !== null && isQuoted && depth < DEEPEST && RUNS_TEXT.test(before.text)) {
      const inner = find(wordsFrom(word.start + 1, word.end - 1), at, depth + 1);
      if (inner !== null) return inner;
    }
    return { word, before };
  }

  return (at) => find(wordsFrom(0, text.length), at, 0);
}

/** Splits at spaces and operators outside of quotes. */
function wordsOf(text: string, from: number, to: number): readonly CommandWord[] {
  const words: CommandWord[] = [];
  let at = from;
  while (at < to) {
    if (isGap(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const start = at;
    let plain = '';
    while (at < to && !isGap(text.charCodeAt(at))) {
      const character = text.charAt(at);
      const isQuote = character === '"' || character === "'";
      const close = isQuote ? text.indexOf(character, at + 1) : -1;
      const end = close < 0 || close >= to ? at + 1 : close + 1;
      if (plain.length < MOST_TEXT && character !== '\\')
        plain += end > at + 1 ? text.slice(at + 1, Math.min(end - 1, at + MOST_TEXT)) : character;
      at = character === '\\' ? at + 2 : end;
    }
    words.push({ start, end: Math.min(at, to), text: plain });
  }
  return words;
}

/** Spaces, ends of lines, and `;` `|` `&` `(` `)`. */
function isGap(unit: number): boolean {
  return unit <= 0x20 || unit === 0x3b || unit === 0x7c || unit === 0x26 || unit === 0x28 || unit === 0x29;
}
