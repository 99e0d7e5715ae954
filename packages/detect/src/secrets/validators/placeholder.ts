import { FILLER_WORDS } from './filler-words.js';

/** Syntax that stands for a value to be filled in: the whole value must be it, or begin with it. */
const TEMPLATE =
  /^(?:\$\{[\w.:-]{1,64}(?:\}|$)|\$\(|\$\w|\{\{[\w .$-]{1,64}(?:\}|$)|\{[\w.:\s-]{0,64}\}$|<[^<>]{0,80}>$|%[sdv]|%\(|%\w{1,40}%|#\{|\[[^\]]{0,60}\]$|@\w{1,40}@$|__\w{1,40}__$|\.\.\.|…|\\\(|ENC\[|vault:|\$\[)/u;
const MASK = /^(?:[x*.#•●…_\-?0]{3,}|(.)\1{2,})$/iu;
const INTERPOLATION =
  /[$#]\{[\w.:/ ()'",?=+@[\]-]{0,80}\}|\{\{[\w.:/ ()'",?=+|$-]{0,80}\}\}|\$\([^)]{0,80}\)|<[a-z][\w -]{1,40}>|" ?\+|' ?\+/iu;

/** Runs of this many equal, or of successive, characters do not happen in values drawn at random. */
const SHORTEST_RUN = 6;
const LONG_RUN = 9;

/**
 * Whether a value stands for a secret instead of being one. It is judged by its own structure: template syntax,
 * masks, runs of one character, the alphabet, words that only name the thing. What stands around it never counts,
 * so nobody hides a secret by writing "example" beside it.
 */
export function isPlaceholder(value: string): boolean {
  return TEMPLATE.test(value) || INTERPOLATION.test(value) || isMaskOrFiller(value);
}

/** Whether a value is made of one character, of runs, or of words that only name a secret. */
export function isMaskOrFiller(value: string): boolean {
  return MASK.test(value) || isRuns(value) || isFiller(value);
}

/** `a1b2c3…` is two interleaved runs, `abcd1234abcd1234…` one piece again and again. */
function isRuns(value: string): boolean {
  return hasRuns(value, 1) || hasRuns(value, 2) || /^.{0,12}?(.{4,12})\1{2,40}/u.test(value.slice(0, 80));
}

/** Whether runs make up most of the value, or one of them is long beyond chance; over every `stride`th character. */
function hasRuns(value: string, stride: number): boolean {
  let covered = 0;
  let run = 1;
  let step = NaN;
  for (let at = stride; at <= value.length; at++) {
    const delta = value.charCodeAt(at) - value.charCodeAt(at - stride);
    if (delta === step && delta >= -1 && delta <= 1) {
      run += 1;
      continue;
    }
    if (run >= LONG_RUN && step === 0) return true;
    if (run >= SHORTEST_RUN) covered += run;
    step = delta;
    run = 2;
  }
  return covered > value.length * 0.55;
}

const WORD = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/gu;

/** Whether all words of the value are ones that name a secret or ask for it, as in `your-key-here`. */
function isFiller(value: string): boolean {
  if (value.length > 64) return false;
  const words = value.match(WORD);
  if (words === null) return false;
  let known = 0;
  for (const word of words) {
    if (/^\d/u.test(word)) {
      if (word.length > 4) return false;
    } else if (isFillerWord(word.toLowerCase())) known += 1;
    else return false;
  }
  return known > 0;
}

function isFillerWord(word: string): boolean {
  return (
    FILLER_WORDS.has(word) ||
    /(?:password|passwd|secret|token)$/u.test(word) ||
    (word.endsWith('s') && FILLER_WORDS.has(word.slice(0, -1)))
  );
}
