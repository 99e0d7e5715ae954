import { plainForm } from '../text/irregular-forms.js';
import { stemWord } from '../text/stem-word.js';
import { STOP_WORDS } from '../text/stop-words.js';
import { latePattern } from '../text/late-pattern.js';

const cjkRuns: () => RegExp = latePattern(
  String.raw`([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)`,
  'u',
);
const startsWithCjk: () => RegExp = latePattern(
  String.raw`^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]`,
  'u',
);
const compounds: () => RegExp = latePattern(
  String.raw`[\p{L}\p{M}\p{N}_]+(?:[./@:\\'’-]+[\p{L}\p{M}\p{N}_]+)*`,
  'gu',
);
const CONTRACTION = /['’](?:s|t|re|ve|ll|d|m)$/iu;
const humps: () => RegExp = latePattern(
  String.raw`(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|[^\p{L}\p{M}\p{N}]+`,
  'u',
);
const PLAIN_WORD = /^[a-z]+$/u;
const NOT_ASCII = /[^\0-\x7f]/u;
const DIACRITICS = /[\u0300-\u036f]/gu;
const LONGEST_TERM = 128;
const REMEMBERED_WORDS = 20_000;
const NONE: readonly string[] = [];

/** Reads the search terms of texts. Remembers the words it met, so that reading many texts is quick. */
export type TermReader = (text: string) => readonly string[];

/**
 * Makes a reader. The terms of a text are in order, repeated as often as they occur: NFKC, lower case and
 * without accents; identifiers and paths both whole and in parts; English stop words out, irregular forms and
 * endings taken back; Chinese, Japanese and Korean as single characters and pairs.
 */
export function createTermReader(): TermReader {
  const known = new Map<string, readonly string[]>();

  /** The terms of a word or compound. */
  const termsIn = (compound: string): readonly string[] => {
    const before = known.get(compound);
    if (before !== undefined) return before;
    const terms = readCompound(compound);
    if (known.size >= REMEMBERED_WORDS) known.clear();
    // A longer one hardly comes again.
    if (compound.length <= LONGEST_TERM) known.set(compound, terms);
    return terms;
  };
  const addWords = (text: string, terms: string[]): void => {
    for (const compound of text.match(compounds()) ?? NONE) {
      for (const term of termsIn(compound)) terms.push(term);
    }
  };

  return (text) => {
    const terms: string[] = [];
    if (!NOT_ASCII.test(text)) {
      addWords(text, terms);
      return terms;
    }
    for (const [index, run] of text.normalize('NFKC').split(cjkRuns()).entries()) {
      if (index % 2 === 1) addPairs(run, terms);
      else addWords(withoutAccents(run), terms);
    }
    return terms;
  };
}

/** The compound as a whole, when it has parts, and the terms of its parts. */
function readCompound(compound: string): readonly string[] {
  const plain = compound.replace(CONTRACTION, '');
  const whole = plain.toLowerCase();
  if (PLAIN_WORD.test(plain)) return termOf(whole);
  const parts = plain.split(humps()).filter((part) => part !== '');
  const terms = parts.flatMap((part) => termOf(part.toLowerCase()));
  return parts.length > 1 ? [whole.slice(0, LONGEST_TERM), ...terms] : terms;
}

/** The term of a word; none for a stop word. */
function termOf(word: string): readonly string[] {
  if (STOP_WORDS.has(word)) return NONE;
  const term = stemWord(plainForm(word)).slice(0, LONGEST_TERM);
  return term === '' ? NONE : [term];
}

/** The search terms of one text, as a {@link TermReader} reads them. */
export function termsOf(text: string): readonly string[] {
  return createTermReader()(text);
}

/** Whether a term is written without spaces between words, so that its neighbours overlap with it. */
export function isCjkTerm(term: string): boolean {
  return startsWithCjk().test(term);
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(DIACRITICS, '').normalize('NFC');
}

function addPairs(run: string, terms: string[]): void {
  const characters = [...run.toLowerCase()];
  for (const [index, character] of characters.entries()) {
    if (!STOP_WORDS.has(character)) terms.push(character);
    const next = characters[index + 1];
    if (next !== undefined) terms.push(character + next);
  }
}
