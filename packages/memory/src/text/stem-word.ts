/**
 * Takes the English endings off a lower-case word, so that "deploys", "deployed" and "deploying" meet: the
 * whole of Porter2, the English stemmer of Snowball (Martin Porter, 2001; snowballstem.org). Words of other
 * alphabets, with digits, shorter than 3 or longer than 40 letters stay as they are.
 */
export function stemWord(word: string): string {
  if (!STEMMABLE.test(word)) return word;
  const special = SPECIAL_WORDS.get(word);
  if (special !== undefined) return special;
  const marked = markConsonantY(word.startsWith("'") ? word.slice(1) : word);
  const regions = regionsOf(marked);
  const singular = withoutPlural(withoutApostrophe(marked));
  if (FINISHED_AFTER_PLURAL.has(singular)) return singular;
  const base = finalYAsI(withoutVerbEnding(singular, regions));
  return withoutFinalLetter(
    withoutLongSuffix(withoutDerivation(shorterDerivation(base, regions), regions), regions),
    regions,
  ).toLowerCase();
}

/** Where the regions R1 and R2 begin: after the first consonant that follows a vowel, and after the next such. */
interface Regions {
  readonly r1: number;
  readonly r2: number;
}

/** A suffix, what takes its place, and which ending the rest must have. */
type SuffixRule = readonly [suffix: string, replacement: string, before?: RegExp];

const STEMMABLE = /^(?=.{3,40}$)'?[a-z][a-z']+$/u;
const VOWEL = /[aeiouy]/u;
const DOUBLE = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/u;
const SHORT_SYLLABLE = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/u;

const SPECIAL_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    skis: 'ski',
    skies: 'sky',
    dying: 'die',
    lying: 'lie',
    tying: 'tie',
    idly: 'idl',
    gently: 'gentl',
    ugly: 'ugli',
    early: 'earli',
    only: 'onli',
    singly: 'singl',
    sky: 'sky',
    news: 'news',
    howe: 'howe',
    atlas: 'atlas',
    cosmos: 'cosmos',
    bias: 'bias',
    andes: 'andes',
  }),
);

const FINISHED_AFTER_PLURAL: ReadonlySet<string> = new Set(
  'inning outing canning herring earring proceed exceed succeed'.split(' '),
);

/** Step 2, the longest suffix first. */
const DERIVATIONS: readonly SuffixRule[] = [
  ['ational', 'ate'],
  ['fulness', 'ful'],
  ['iveness', 'ive'],
  ['ization', 'ize'],
  ['ousness', 'ous'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['tional', 'tion'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['ation', 'ate'],
  ['entli', 'ent'],
  ['fulli', 'ful'],
  ['iviti', 'ive'],
  ['ousli', 'ous'],
  ['abli', 'able'],
  ['alli', 'al'],
  ['anci', 'ance'],
  ['ator', 'ate'],
  ['enci', 'ence'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['ogi', 'og', /l$/u],
  ['li', '', /[cdeghkmnrt]$/u],
];

/** Step 3, the longest suffix first. "ative" goes only when it is in R2. */
const SHORTER_DERIVATIONS: readonly SuffixRule[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['ative', ''],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];

/** Step 4, the longest suffix first. */
const LONG_SUFFIXES: readonly SuffixRule[] = [
  ['ement', ''],
  ['ance', ''],
  ['ence', ''],
  ['able', ''],
  ['ible', ''],
  ['ment', ''],
  ['ant', ''],
  ['ent', ''],
  ['ism', ''],
  ['ate', ''],
  ['iti', ''],
  ['ous', ''],
  ['ive', ''],
  ['ize', ''],
  ['ion', '', /[st]$/u],
  ['al', ''],
  ['er', ''],
  ['ic', ''],
];

/** A "y" that begins a word or follows a vowel is a consonant; as "Y" no rule takes it for a vowel. */
function markConsonantY(word: string): string {
  return word.replace(/^y|(?<=[aeiouy])y/gu, 'Y');
}

function regionsOf(word: string): Regions {
  const exception = /^(?:gener|commun|arsen)/u.exec(word);
  const r1 = exception === null ? afterVowelConsonant(word, 0) : exception[0].length;
  return { r1, r2: afterVowelConsonant(word, r1) };
}

function afterVowelConsonant(word: string, from: number): number {
  const found = /[aeiouy][^aeiouy]/u.exec(word.slice(from));
  return found === null ? word.length : from + found.index + 2;
}

/** Step 0. */
function withoutApostrophe(word: string): string {
  return word.replace(/'(?:s'?)?$/u, '');
}

/** Step 1a. */
function withoutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ied') || word.endsWith('ies')) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/(?:us|ss)$/u.test(word) || !word.endsWith('s')) return word;
  return VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

/** Step 1b. */
function withoutVerbEnding(word: string, { r1 }: Regions): string {
  const suffix = /(?:eedly|ingly|edly|eed|ing|ed)$/u.exec(word)?.[0];
  if (suffix === undefined) return word;
  const stem = word.slice(0, -suffix.length);
  if (suffix.startsWith('ee')) return stem.length >= r1 ? `${stem}ee` : word;
  if (!VOWEL.test(stem)) return word;
  if (/(?:at|bl|iz)$/u.test(stem)) return `${stem}e`;
  if (DOUBLE.test(stem)) return stem.slice(0, -1);
  return stem.length <= r1 && SHORT_SYLLABLE.test(stem) ? `${stem}e` : stem;
}

/** Step 1c. */
function finalYAsI(word: string): string {
  return word.replace(/(?<=.[^aeiouy])[yY]$/u, 'i');
}

/** Steps 2 and 3. */
function shorterDerivation(word: string, regions: Regions): string {
  return replaceSuffix(word, DERIVATIONS, regions.r1);
}

function withoutDerivation(word: string, { r1, r2 }: Regions): string {
  const rule = SHORTER_DERIVATIONS.find(([suffix]) => word.endsWith(suffix));
  return replaceSuffix(word, rule === undefined ? [] : [rule], rule?.[0] === 'ative' ? r2 : r1);
}

/** Step 4. */
function withoutLongSuffix(word: string, { r2 }: Regions): string {
  return replaceSuffix(word, LONG_SUFFIXES, r2);
}

/** Applies the rule of the longest suffix, if the suffix lies within the region. */
function replaceSuffix(word: string, rules: readonly SuffixRule[], region: number): string {
  const rule = rules.find(([suffix]) => word.endsWith(suffix));
  if (rule === undefined) return word;
  const [suffix, replacement, before] = rule;
  const stem = word.slice(0, -suffix.length);
  return stem.length >= region && (before === undefined || before.test(stem)) ? stem + replacement : word;
}

/** Step 5. */
function withoutFinalLetter(word: string, { r1, r2 }: Regions): string {
  const stem = word.slice(0, -1);
  if (word.endsWith('e')) {
    return stem.length >= r2 || (stem.length >= r1 && !SHORT_SYLLABLE.test(stem)) ? stem : word;
  }
  return word.endsWith('ll') && stem.length >= r2 ? stem : word;
}
