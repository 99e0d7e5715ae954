import type { Evidence } from '@sentinel-agentos/core';
import { readCode } from '../code/read-code.js';
import { isOdd } from '../code/roundabout.js';
import { shape } from '../effect-shape.js';
import { isKnown, type Data, type Field } from '../shell/data.js';
import { placeOf, readPath } from '../shell/file-acts.js';
import { UNCONNECTED, type Io } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';
import type { EscapeKind, EscapeRow, ProgramEscape } from './program-escape.js';

const ESCAPED = shape('code.exec', 'workspace', 'hard', 'sensitive');

/** A shell named by its path, wherever it stands in a text. */
const SHELL_PATH =
  /(?:^|[^\w./-])\/(?:usr\/(?:local\/)?)?bin\/(?:ba|da|z|k|mk|c|tc|fi|a|ya|po|rba)?sh(?![\w./-])/;
/** Longest argument that is looked through. */
const MAX_ARGUMENT = 16 * 1024;
const MAX_TYPED = 64;

/** Reads the ways out of a program that its arguments or its input take. */
export function readEscapes(
  row: EscapeRow,
  args: readonly Field[],
  shell: Shell,
  io: Io,
  evidence: Evidence,
): void {
  for (const way of row.ways ?? []) {
    if (way.with !== undefined && !args.some(({ text }) => ` ${way.with} `.includes(` ${text} `))) continue;
    if (way.options !== undefined) {
      for (const option of way.options.split(' ')) readOption(option, way, args, shell, evidence);
    }
    if (way.argument !== undefined) readArgument(way.argument, way, args, shell, evidence);
    if (way.typed !== undefined && io.piped) readTyped(way.typed, way, io.stdin, shell, evidence);
  }
  if (row.opensShell !== undefined && !io.piped) {
    const { operands, unless } = row.opensShell;
    const given = args.filter(({ text }) => !text.startsWith('-')).length;
    if (given <= operands && !args.some(({ text }) => unless?.test(text) === true)) escape(shell, evidence);
  }
  if (row.console === true && !io.piped) shell.reading.waits = true;
  if (row.mentions === true && args.some((arg) => handsShell(arg, shell))) escape(shell, evidence);
}

/** Notes that a shell or a command is started out of another program. */
export function escape(shell: Shell, evidence: Evidence, detail?: string): void {
  shell.reading.sink.finding('shell.escape', evidence, detail);
  shell.reading.sink.effect(ESCAPED, '', evidence);
}

/** Whether an argument names a shell by its path, or is a file written by this call that does. */
export function handsShell(arg: Field, shell: Shell): boolean {
  if (namesShell(arg.text)) return true;
  return shell.files.size > 0 && namesShell(shell.files.get(placeOf(shell, arg.text).path)?.text ?? '');
}

/** Whether a text names a shell by its path. */
function namesShell(text: string): boolean {
  return text.includes('sh') && SHELL_PATH.test(text.slice(0, MAX_ARGUMENT));
}

function readOption(
  option: string,
  way: ProgramEscape,
  args: readonly Field[],
  shell: Shell,
  evidence: Evidence,
): void {
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === undefined) continue;
    const value =
      arg.text === option || endsWithLetter(option, arg.text) ? args[i + 1] : joinedValue(option, arg);
    // An option in the place of the value: there is none.
    if (value !== undefined && !/^--?(?:[a-z]|$)/.test(value.text))
      run(value, way.as, shell, value.evidence ?? evidence);
  }
}

/** `-avze` is `-a -v -z -e`. */
function endsWithLetter(option: string, text: string): boolean {
  return (
    option.length === 2 && text.length > 2 && text.endsWith(option[1] ?? '') && /^-[a-zA-Z]+$/.test(text)
  );
}

/** `--pager=less`, and `-Pless` for options of one letter. */
function joinedValue(option: string, arg: Field): Field | undefined {
  if (!arg.text.startsWith(option)) return undefined;
  const rest = arg.text.slice(option.length);
  if (rest.startsWith('=')) return { ...arg, text: rest.slice(1) };
  return option.length === 2 && !rest.startsWith('-') ? { ...arg, text: rest } : undefined;
}

function readArgument(
  pattern: RegExp,
  way: ProgramEscape,
  args: readonly Field[],
  shell: Shell,
  evidence: Evidence,
): void {
  for (const arg of args) {
    const match = pattern.exec(arg.text.slice(0, MAX_ARGUMENT));
    if (match === null) continue;
    run(
      { ...arg, text: match.slice(1).find((part) => part !== undefined) ?? arg.text },
      way.as,
      shell,
      evidence,
    );
  }
}

function readTyped(pattern: RegExp, way: ProgramEscape, input: Data, shell: Shell, evidence: Evidence): void {
  let lines = 0;
  for (const match of input.text.slice(0, MAX_ARGUMENT).matchAll(pattern)) {
    lines += 1;
    if (lines > MAX_TYPED) {
      shell.reading.sink.finding('shell.too-large', evidence);
      break;
    }
    const text = match.slice(1).find((part) => part !== undefined) ?? match[0];
    run({ text, taint: input.taint, glob: false, evidence }, way.as, shell, evidence);
  }
}

function run(value: Field, kind: EscapeKind = 'helper', shell: Shell, evidence: Evidence): void {
  if (kind === 'plugin') {
    readPlugin(value, shell, evidence);
  } else if (kind === 'helper' || kind === 'command') {
    if (kind === 'command') escape(shell, evidence, value.text);
    readHelper(value, shell, evidence);
  } else {
    readCode(kind, value, shell, evidence);
  }
}

/** Reads a command that a program runs on the side. What no honest helper is, is an escape. */
export function readHelper(value: Data, shell: Shell, evidence: Evidence): void {
  if (value.text.trim() === '') return;
  const { engine, sink } = shell.reading;
  const mark = sink.commandCount;
  engine.text(value, { ...shell, escaped: true }, UNCONNECTED, evidence);
  if (sink.commandsSince(mark).some(isOdd)) escape(shell, evidence, value.text);
}

function readPlugin(value: Field, shell: Shell, evidence: Evidence): void {
  const { zone } = placeOf(shell, value.text);
  if (zone !== 'workspace' && zone !== 'workspace-root') escape(shell, evidence, value.text);
  const content = readPath(shell, value);
  if (isKnown(content.text) && content.text !== '') readCode('other', content, shell, evidence);
}
