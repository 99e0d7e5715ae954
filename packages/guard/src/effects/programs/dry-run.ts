import type { GivenOption } from './parsed-arguments.js';

/** With these a dry run is one. What a program takes any other value for, also one that is not known, nobody knows. */
const ON = /^(?:true|t|1|yes|y|on|client|server|unchanged)$/i;
const OFF = /^(?:false|f|0|no|n|off|none|null|)$/i;
/** Programs take any beginning and any case for the same, and `no` more than once: `--No-dry`. */
const UNDONE = /^--?(?:no-?)+(?:n|d(?:r(?:y[\w-]*)?)?)(?:=.*)?$/is;
/** Some take other spellings for the same: `--dryRun=false`. */
const DRY = /^--?dry[-_]?run(?:=(.*))?$/is;

/** Options that make a run harmless to the readers of programs whose rows have no case for them. */
export const READ_AS_DRY: readonly string[] =
  '--dry-run --dryrun --check --syntax-check --simulate --stat --numstat --summary --cached'.split(' ');

/**
 * Whether words ask for a dry run. The last one that speaks of it decides, as it does for the programs.
 *
 * @param short another name of the option.
 */
export function asksForDryRun(words: readonly (string | null | undefined)[], short?: string): boolean {
  let dry = false;
  words.forEach((word, at) => {
    if (typeof word !== 'string') return;
    if (word === short) dry = true;
    else if (DRY.test(word)) dry = !isUndone(word, words[at + 1]);
    else if (UNDONE.test(word)) dry = false;
  });
  return dry;
}

/**
 * Options without those that were switched off again: `--dry-run=false`, `--dry-run false`, `--dry-run --no-dry-run`.
 * Only options that make a run harmless go: who writes `--force=false` may be misunderstood by the program.
 *
 * @param mild names of the options that make a run of the program harmless.
 * @param words all words that the options are from.
 */
export function withoutSwitchedOff(
  options: readonly GivenOption[],
  mild: ReadonlySet<string>,
  words: readonly GivenOption['at'][],
): readonly GivenOption[] {
  if (!options.some(({ name }) => mild.has(name))) return options;
  const places = new Map(words.map((word, at) => [word, at]));
  const last = options.findLastIndex((option) => {
    const place = places.get(option.at) ?? words.length;
    return isOff(option, mild, words[place + 1]?.text, words[place + 2]?.text);
  });
  return last < 0 ? options : options.filter(({ name }, at) => at > last || !mild.has(name));
}

function isOff(
  { name, role, value, at }: GivenOption,
  mild: ReadonlySet<string>,
  next: string | undefined,
  second: string | undefined,
): boolean {
  // A value to the reader may be an option to the program, which takes the word behind it for its own.
  if (role !== 'flag')
    return value !== null && isUndone(value.text, value.text === next ? second : undefined);
  if (isUndone(at.text, next)) return true;
  if (!mild.has(name)) return undoes(at.text, mild);
  // `apt-get -s=no`, `apt-get -s-`.
  if (value === null && name.length === 2) return /^-\w(?:-|=.*)$/s.test(at.text) && !isOn(at.text);
  if (DRY.test(name)) return value === null ? isOffWord(next) : !ON.test(value.text);
  return value === null ? isOffWord(next) : OFF.test(value.text);
}

/** Whether a word says that the run is to be no dry one. */
function isUndone(word: string, next: string | null | undefined): boolean {
  const dry = DRY.exec(word);
  if (dry === null) return UNDONE.test(word);
  return dry[1] === undefined ? isOffWord(next) : !ON.test(dry[1]);
}

/** Whether a word is the opposite of an option, or begins like it: `--no-check`. */
function undoes(word: string, mild: ReadonlySet<string>): boolean {
  const undone = /^--(?:no-)+([^=]+)/i.exec(word)?.[1]?.toLowerCase();
  return undone !== undefined && [...mild].some((name) => name.startsWith(`--${undone}`));
}

function isOn(text: string): boolean {
  return ON.test(text.slice(text.indexOf('=') + 1));
}

function isOffWord(word: string | null | undefined): boolean {
  return typeof word === 'string' && word !== '' && OFF.test(word);
}
