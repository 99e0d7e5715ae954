import { UNKNOWN } from '../paths/locate.js';
import { fieldOf, joined, NOTHING, unknownData, type Data, type Field } from '../shell/data.js';
import { readPath } from '../shell/file-acts.js';
import { has, type Invocation } from './invocation.js';
import { meansState, namedOfState } from './state-search.js';

const BY_FOLDER = /^(?:rg|ag|ack|ugrep)$/;
/** Options that name the files that are looked into. */
const NAMES = /^(?:--include|-g|--glob|--iglob|-G)$/;
const SKIPS_HIDDEN = /^(?:rg|ag|ack)$/;

/** `grep PATTERN FILE…`: with `-r` every folder among the operands is read with all that is below it. */
export function readSearch(invocation: Invocation): Data | undefined {
  const { name, operands, shell, input } = invocation;
  if (!has(invocation, '-r -R --recursive') && !BY_FOLDER.test(name)) return pickedNames(invocation);
  const folders = operands.slice(has(invocation, '-e --regexp -f --file') ? 0 : 1);
  const inside = folders.map((word) => readPath(shell, word, true)).reduce(joined, NOTHING);
  if (!has(invocation, '-l -L --files-with-matches --files-without-match --files'))
    return unknownData(input.taint | inside.taint);
  // Names are printed, as they are below the folders that are searched.
  const own = ownFound(invocation, folders);
  if (folders.length > 0)
    return {
      text: [...folders.map(({ text }) => `${text.replace(/\/+$/, '')}/${UNKNOWN}`), ...own].join('\n'),
      taint: 0,
    };
  const hidden = SKIPS_HIDDEN.test(name) && !has(invocation, '--hidden -. -u --unrestricted -a');
  return { text: [hidden ? `./[!.]*/${UNKNOWN}` : `./${UNKNOWN}`, ...own].join('\n'), taint: 0 };
}

/** `find . | grep agentos`: of the names that are handed over, those of the product's own are picked. */
function pickedNames({ operands, options, io, shell }: Invocation): Data | undefined {
  // A search without a test tells the folder that it went through.
  if (!io.piped || !(io.stdin.text.includes(`/${UNKNOWN}`) || /^\.{1,2}\/?\n?$/.test(io.stdin.text)))
    return undefined;
  const given = options.flatMap(({ name, value }) =>
    /^(?:-e|--regexp)$/.test(name) && value !== null ? [value] : [],
  );
  const patterns = given.length > 0 ? given : operands.slice(0, 1);
  const isInverse = options.some(({ name }) => name === '-v' || name === '--invert-match');
  const { state } = shell.reading.boundaries;
  if (isInverse || !patterns.some(({ text }) => meansState(text, state))) return undefined;
  return { text: `${UNKNOWN}\n${state}/${UNKNOWN}`, taint: io.stdin.taint };
}

/** What is found of the product's own, where only names are looked into that are like those of its files. */
function ownFound({ options, evidence, shell }: Invocation, folders: readonly Field[]): readonly string[] {
  const patterns = options.flatMap(({ name, value }) =>
    NAMES.test(name) && value !== null ? [value.text] : [],
  );
  if (patterns.length === 0) return [];
  const starts = folders.length > 0 ? folders : [fieldOf('.', evidence)];
  return namedOfState(starts, patterns, shell).map(({ text }) => text);
}
