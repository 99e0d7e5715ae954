import type { Evidence } from '@sentinel-agentos/core';
import { UNKNOWN } from '../paths/locate.js';
import {
  ENVIRONMENT,
  isKnown,
  joined,
  NOTHING,
  SOMETHING,
  Taint,
  unknownData,
  type Data,
  type Field,
} from './data.js';
import { UNCONNECTED, type Io } from './io.js';
import { readEnvironment } from './environment-injection.js';
import { channelData, readQuietly, placeOf } from './file-acts.js';
import { decodeEscapes } from './escapes.js';
import { changeFolder, popFolder, pushFolder } from './change-folder.js';
import { setGlobbing } from './set-globbing.js';
import { formatPrintf } from './print-format.js';
import { RUNNING_BUILTINS, type Builtin } from './running-builtins.js';
import { setValue } from './simple-command.js';
import { assign, lookUp, type Shell } from './shell-state.js';

const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=([\s\S]*)$/;
const NAME = /^[A-Za-z_]\w*$/;

function declare(args: readonly Field[], shell: Shell, evidence: Evidence, exports: boolean): Data {
  const flags = args
    .filter((arg) => /^[-+][A-Za-z]+$/.test(arg.text))
    .map((arg) => arg.text)
    .join('');
  const exported = exports || flags.includes('x');
  const named: string[] = [];
  if (exports && flags.includes('f')) exportFunctions(args, shell);
  for (const arg of args) {
    const match = ASSIGNMENT.exec(arg.text);
    const name = match?.[1] ?? (NAME.test(arg.text) ? arg.text : undefined);
    if (name === undefined) continue;
    named.push(name);
    const old = lookUp(shell, name);
    if (match === null) {
      if (old !== null) shell.variables.set(name, { ...old, exported: exported || old.exported });
      continue;
    }
    const value: Data = { text: match[3] ?? '', taint: arg.taint };
    // A number is computed, and a substitution in a subscript runs.
    if (flags.includes('i') && /\$\(|`/.test(value.text))
      shell.reading.engine.text({ ...value, text: `: "${value.text}"` }, shell, UNCONNECTED, evidence);
    if (flags.includes('n')) shell.variables.set(name, { values: [], exported, refers: value.text });
    else setValue(shell, name, match[2] === '+' ? joined(old?.values[0] ?? NOTHING, value) : value, exported);
  }
  if (exported) readEnvironment(named, shell, evidence);
  return named.length === 0 || flags.includes('p') ? ENVIRONMENT : NOTHING;
}

function exportFunctions(args: readonly Field[], shell: Shell): void {
  for (const { text } of args) {
    const defined = shell.functions.get(text);
    if (defined !== undefined) shell.functions.set(text, { ...defined, exported: true });
  }
}

/** `read a b`: the words of one line; inside a loop every line may be the one. */
function readLine(args: readonly Field[], shell: Shell, io: Io): Data {
  let input = io.stdin;
  const names: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const text = args[i]?.text ?? '';
    if (/^-[A-Za-z]*u$/.test(text)) {
      i += 1;
      input = channelData(shell, args[i]?.text ?? '');
    } else if (/^-[A-Za-z]*[adinNptu]$/.test(text)) {
      if (text.endsWith('a')) names.push(args[i + 1]?.text ?? '');
      i += 1;
    } else if (!text.startsWith('-') && NAME.test(text)) {
      names.push(text);
    }
  }
  // What a search finds below this folder is told as far as that.
  const known =
    input.text !== '' && (isKnown(input.text) || /^(?:[\w.-]+\/[^\n]*\0[^\n]*(?:\n|$))+$/.test(input.text));
  const lines = known
    ? input.text
        .split('\n')
        .filter((line) => line !== '')
        .slice(0, 64)
    : [UNKNOWN, ...stateLines(input.text, shell)];
  names.forEach((name, index) => {
    const values = lines.map((line) => {
      const words = line.trim().split(/\s+/);
      const text = index === names.length - 1 ? words.slice(index).join(' ') : (words[index] ?? '');
      return { text: known || line !== UNKNOWN ? text : UNKNOWN, taint: input.taint };
    });
    assign(shell, name, { values, exported: false });
  });
  return NOTHING;
}

/** Of many lines that are not all known, one that names the product's own files. */
function stateLines(text: string, shell: Shell): readonly string[] {
  const own = text.split('\n').find((line) => line !== '' && placeOf(shell, line).zone === 'state');
  return own === undefined ? [] : [own];
}

function readLines(args: readonly Field[], shell: Shell, io: Io): Data {
  const at = args.findIndex((arg) => /^-[A-Za-z]*u$/.test(arg.text));
  const input = at >= 0 ? channelData(shell, args[at + 1]?.text ?? '') : io.stdin;
  const last = args.at(-1)?.text ?? '';
  const name = NAME.test(last) ? last : 'MAPFILE';
  const callback = args.findIndex((arg) => arg.text === '-C');
  const command = callback >= 0 ? args[callback + 1] : undefined;
  if (command !== undefined) shell.reading.engine.text(command, shell, UNCONNECTED, command.evidence);
  const lines = input.text
    .replace(/\n$/, '')
    .split('\n')
    .map((text) => ({ text, taint: input.taint }));
  assign(shell, name, { values: lines.slice(0, 1), array: lines, exported: false });
  return NOTHING;
}

function printf(args: readonly Field[], shell: Shell): Data {
  const [first, second] = args;
  if (first?.text === '-v' && second !== undefined) {
    setValue(shell, second.text, formatPrintf(args.slice(2)), false);
    return NOTHING;
  }
  return formatPrintf(first?.text === '--' ? args.slice(1) : args);
}

function echo(args: readonly Field[]): Data {
  let at = 0;
  let newline = true;
  let escapes = false;
  while (/^-[neE]+$/.test(args[at]?.text ?? '')) {
    const flags = args[at]?.text ?? '';
    if (flags.includes('n')) newline = false;
    if (flags.includes('e')) escapes = true;
    at += 1;
  }
  const words = args.slice(at);
  const text = words.map((word) => word.text).join(' ');
  const taint = words.reduce((all, word) => all | word.taint, 0);
  return { text: (escapes ? decodeEscapes(text) : text) + (newline ? '\n' : ''), taint };
}

function setOptions(args: readonly Field[], shell: Shell): Data {
  for (const [index, { text }] of args.entries()) {
    if (text === '--') break;
    const all = /^[-+]o$/.test(text) ? args[index + 1]?.text === 'allexport' : /^[-+]\w*a\w*$/.test(text);
    if (all) shell.exportsAll = text.startsWith('-');
  }
  const at = args.findIndex((arg) => arg.text === '--');
  if (at >= 0) {
    shell.positional = args.slice(at + 1);
    shell.inFunction = true;
  }
  return args.length === 0 ? ENVIRONMENT : NOTHING;
}

function rebind(args: readonly Field[], shell: Shell): Data {
  const at = args.findIndex((arg) => arg.text === '-p');
  const [path, name] = at < 0 ? [] : args.slice(at + 1);
  if (path !== undefined && name !== undefined) shell.rebound.set(name.text, path.text);
  return NOTHING;
}

function defineAliases(args: readonly Field[], shell: Shell): Data {
  for (const arg of args) {
    const at = arg.text.indexOf('=');
    if (at > 0) shell.aliases.set(arg.text.slice(0, at), arg.text.slice(at + 1));
  }
  return NOTHING;
}

function unset(args: readonly Field[], shell: Shell): Data {
  for (const arg of args) {
    if (!NAME.test(arg.text)) continue;
    shell.variables.set(arg.text, { values: [], exported: false });
    shell.functions.delete(arg.text);
  }
  return NOTHING;
}

function source(args: readonly Field[], shell: Shell, io: Io, evidence: Evidence): Data {
  const [file] = args.filter((arg) => arg.text !== '--');
  if (file === undefined) return NOTHING;
  const fromProcess = file.text.startsWith('/dev/fd/') || file.text === '/dev/stdin';
  const content = file.text === '/dev/stdin' ? io.stdin : readQuietly(shell, file);
  // Its variables are what makes it a secret.
  if ((content.taint & Taint.secret) !== 0) shell.sourcedSecret = true;
  if (fromProcess || isKnown(content.text)) {
    return shell.reading.engine.text(content, shell, io, evidence, { same: true });
  }
  return shell.reading.engine.file(file, content, shell, evidence);
}

function evaluate(args: readonly Field[], shell: Shell, io: Io, evidence: Evidence): Data {
  const words = args[0]?.text === '--' ? args.slice(1) : args;
  if (words.length === 0) return NOTHING;
  const text = words.map((word) => word.text).join(' ');
  const taint = words.reduce((all, word) => all | word.taint, 0);
  return shell.reading.engine.text({ text, taint }, shell, io, evidence, { same: true });
}

function trap(args: readonly Field[], shell: Shell, io: Io, evidence: Evidence): Data {
  const [action] = args.filter((arg) => !/^-[lpP]+$|^--$/.test(arg.text));
  if (action === undefined || args.length < 2 || action.text === '-' || action.text === '') return NOTHING;
  return shell.reading.engine.text(action, shell, io, evidence);
}

const nothing: Builtin = () => NOTHING;
const something: Builtin = () => SOMETHING;

/** Builtins that change what later words mean, and those that only print. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['cd', changeFolder],
  ['chdir', changeFolder],
  ['pushd', pushFolder],
  ['popd', popFolder],
  ...['shopt', 'setopt'].map((name): [string, Builtin] => [name, setGlobbing]),
  ['export', (args, shell, _io, evidence) => declare(args, shell, evidence, true)],
  ...(['declare', 'typeset', 'local', 'readonly'] as const).map((name): [string, Builtin] => [
    name,
    (args, shell, _io, evidence) => declare(args, shell, evidence, false),
  ]),
  ['read', readLine],
  ['readarray', readLines],
  ['mapfile', readLines],
  ['printf', printf],
  ['echo', echo],
  ['set', setOptions],
  [
    'shift',
    (args, shell) => {
      shell.positional = shell.positional.slice(Number(args[0]?.text ?? 1) || 1);
      return NOTHING;
    },
  ],
  ['unset', unset],
  ['alias', defineAliases],
  [
    'unalias',
    (args, shell) => {
      for (const arg of args) shell.aliases.delete(arg.text);
      return NOTHING;
    },
  ],
  ['hash', rebind],
  ...RUNNING_BUILTINS,
  ['source', source],
  ['.', source],
  ['eval', evaluate],
  ['trap', trap],
  ['pwd', (_args, shell) => ({ text: `${shell.cwd}\n`, taint: 0 })],
  ...[
    'true',
    ':',
    'false',
    'wait',
    'return',
    'exit',
    'break',
    'continue',
    '[[',
    'umask',
    'ulimit',
    'bg',
    'fg',
    'disown',
    'suspend',
    'logout',
    'compopt',
    'caller',
    'unsetopt',
    'autoload',
    'emulate',
    'zmodload',
    'bindkey',
    'getopts',
  ].map((name): [string, Builtin] => [name, nothing]),
  // What was typed before is not for everybody.
  ...['history', 'fc'].map((name): [string, Builtin] => [name, () => unknownData(Taint.system)]),
  ...['jobs', 'dirs', 'times', 'help'].map((name): [string, Builtin] => [name, something]),
]);
