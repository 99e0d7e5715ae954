import { clipEnd } from '../text/clip-text.js';
import { isCommon } from './common-words.js';
import { latePattern } from '../text/late-pattern.js';

const SUMMARY_CHARS = 400;
const SHORT_CHARS = 140;
const LINE_CHARS = 80;

/** What a summary must not lose: paths, identifiers, numbers with their units, quoted names, capitalised names. */
const FACTS =
  /(?<![\w.-])[\w.-]{0,80}(?:\/[\w.@-]{1,80})+|(?<![\w-])[\w-]{1,80}\.[a-z]{1,5}\b|\b\w{0,60}\d[\w.:%-]{0,60}|`[^`\n]{1,60}`|"[^"\n]{1,60}"|「[^」\n]{1,60}」|《[^》\n]{1,60}》|\b[a-z]{1,40}(?:[A-Z]\w{0,60}|_\w{1,60})\b|\b[A-Z][\w-]{2,60}\b/gu;

/**
 * The best sentences of a text within about half its length and at most 400 characters, in their order,
 * followed in brackets by the numbers, paths and names of the sentences left out, as far as they fit.
 */
export function summarize(text: string): string {
  const room = Math.min(SUMMARY_CHARS, Math.max(SHORT_CHARS, Math.ceil(text.length / 2)));
  if (text.length <= room) return text;
  const sentences = text
    .split(/(?<=[.!?;])\s+|(?<=[。！？；])|\n+/u)
    .filter((sentence) => sentence.trim() !== '');
  const ranked = sentences
    .map((sentence, index) => ({ sentence, index, score: worth(sentence) + (index === 0 ? 1 : 0) }))
    .toSorted((a, b) => b.score - a.score || a.index - b.index);
  const chosen: { sentence: string; index: number }[] = [];
  let used = 0;
  for (const one of ranked) {
    if (used + one.sentence.length > room) continue;
    chosen.push(one);
    used += one.sentence.length + 1;
  }
  if (chosen.length === 0) return withFacts(clipEnd(text, room), text);
  chosen.sort((a, b) => a.index - b.index);
  return withFacts(chosen.map((one) => one.sentence.trim()).join(' '), text);
}

/**
 * One line of at most about 140 characters: the first words that carry meaning, each once, then what must not be
 * lost. Negations carry meaning.
 */
export function telegraph(text: string): string {
  const said = new Set<string>();
  const words = text.split(/\s+/u).filter((word) => {
    const plain = word.toLowerCase().replace(edges(), '');
    if (plain === '' || isCommon(plain) || said.has(plain)) return false;
    said.add(plain);
    return true;
  });
  if (words.length === 0) return clipEnd(text.replace(/\s+/gu, ' ').trim(), LINE_CHARS);
  return withFacts(clipEnd(words.join(' '), LINE_CHARS), text, 60);
}

/** What stands around a word. */
const edges: () => RegExp = latePattern(String.raw`^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$`, 'gu');

/** How much a sentence says for its length. */
function worth(sentence: string): number {
  const facts = sentence.match(FACTS)?.length ?? 0;
  return facts / Math.max(8, sentence.length) ** 0.75;
}

function withFacts(short: string, text: string, room = 200): string {
  const missing: string[] = [];
  let used = 0;
  for (const fact of new Set(text.match(FACTS) ?? [])) {
    if (isCommon(fact.toLowerCase()) || short.includes(fact) || used + fact.length + 1 > room) continue;
    missing.push(fact);
    used += fact.length + 1;
  }
  return missing.length === 0 ? short : `${short} [${missing.join(' ')}]`;
}

/** The shorter of a text and its shortening: short texts gain nothing. */
export function shortestOf(text: string, shortened: string): string {
  return shortened.length < text.length ? shortened : text;
}
