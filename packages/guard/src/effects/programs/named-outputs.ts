import { trimEnd } from '../paths/trim-end.js';
import { NOTHING, SOMETHING, type Data, type Field } from '../shell/data.js';
import { makePath, writePath } from '../shell/file-acts.js';
import { lookUp } from '../shell/shell-state.js';
import { readCopy } from './copy-programs.js';
import { has, valueOfOption, type Invocation } from './invocation.js';
import { noteMode } from './mode-programs.js';

/** `split FILE PREFIX`: the first piece is `PREFIXaa`. With `--filter` the pieces go to a command. */
export function readSplit(invocation: Invocation): Data {
  if (has(invocation, '--filter')) return NOTHING;
  writePath(invocation.shell, piece(invocation, invocation.operands[1], 'x', 'aa'), null);
  return NOTHING;
}

/** `csplit -f PREFIX`: the first piece is `PREFIX00`. */
export function readCsplit(invocation: Invocation): Data {
  writePath(invocation.shell, piece(invocation, valueOfOption(invocation, '-f --prefix'), 'xx', '00'), null);
  return SOMETHING;
}

function piece(
  { evidence }: Invocation,
  prefix: Field | null | undefined,
  otherwise: string,
  ending: string,
): Field {
  const word = prefix ?? { text: otherwise, taint: 0, glob: false, evidence };
  return { ...word, text: `${word.text}${ending}` };
}

/** What `${TMPDIR:-/tmp/}NAME` comes to, where nobody knows the name. */
const BELOW_ROOT = /^\/[^/\0]*\0/;

/** `mktemp`: what it makes is in the folder for temporary files unless a word says where. */
export function readMktemp(invocation: Invocation): Data {
  const { shell } = invocation;
  const printed = { text: `${shell.reading.world.facts.temp}/tmp.\0`, taint: 0 };
  if (has(invocation, '-u --dry-run')) return printed;
  const made = madeBy(invocation);
  if (made !== null && !BELOW_ROOT.test(made.text)) makePath(shell, made);
  return printed;
}

/** The name that `mktemp` fills in; null where it is in the folder for temporary files. */
function madeBy(invocation: Invocation): Field | null {
  const { shell, operands, evidence } = invocation;
  const temporary = lookUp(shell, 'TMPDIR')?.values.find(({ text }) => text !== '');
  const there: Field | null =
    temporary === undefined ? null : { text: temporary.text, taint: temporary.taint, glob: false, evidence };
  const inside = valueOfOption(invocation, '-t');
  const folder = valueOfOption(invocation, '-p --tmpdir') ?? there;
  const template = inside ?? operands[0] ?? null;
  const isPlaced = template !== null && inside === null && !has(invocation, '-p --tmpdir');
  if (isPlaced) return template;
  return folder === null
    ? null
    : { ...folder, text: `${trimEnd(folder.text, '/')}/${template?.text ?? 'tmp.XXXXXXXXXX'}` };
}

/** `install`: copies, or with `-d` makes folders. */
export function readInstall(invocation: Invocation): Data {
  noteMode(invocation, valueOfOption(invocation, '-m --mode')?.text ?? '');
  if (!has(invocation, '-d --directory')) return readCopy(invocation);
  for (const folder of invocation.operands) makePath(invocation.shell, folder);
  return SOMETHING;
}
