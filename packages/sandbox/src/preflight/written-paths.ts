import path from 'node:path';
import { flatten } from '../shell/read-commands.js';
import type { ShellCommand } from '../shell/read-commands.js';
import type { ShellWord } from '../shell/shell-token.js';

/** Which operands of a program are written. `mv` changes what it moves, too. */
type Writes = 'all' | 'after-first' | 'last';

const PROGRAMS: ReadonlyMap<string, Writes> = new Map<string, Writes>([
  ...['rm', 'rmdir', 'unlink', 'shred', 'touch', 'mkdir', 'mkfifo', 'truncate', 'tee', 'mv', 'setfacl'].map(
    (program): [string, Writes] => [program, 'all'],
  ),
  ...['chmod', 'chown', 'chgrp'].map((program): [string, Writes] => [program, 'after-first']),
  ...['cp', 'ln', 'install', 'rsync'].map((program): [string, Writes] => [program, 'last']),
]);
/** Options whose next word is a value, and no path that is written. */
const VALUE_OPTIONS: ReadonlyMap<string, RegExp> = new Map([
  ['truncate', /^(?:-[sr]|--size|--reference)$/],
  ['touch', /^(?:-[drt]|--date|--reference)$/],
  ['mkdir', /^(?:-m|--mode)$/],
  ['mkfifo', /^(?:-m|--mode)$/],
  ['install', /^(?:-[mog]|--mode|--owner|--group)$/],
  ['shred', /^(?:-[ns]|--iterations|--size)$/],
]);
/** Places that take what is written and keep nothing. */
const SINKS = /^\/dev\/(?:null|full|stdout|stderr|tty|fd\/\d+)$/;

function operands({ program, args }: Pick<ShellCommand, 'program' | 'args'>): readonly ShellWord[] {
  const takesValue = VALUE_OPTIONS.get(program);
  const found: ShellWord[] = [];
  let options = true;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (word === undefined) break;
    if (options && word.text === '--') options = false;
    else if (options && word.text.startsWith('-') && word.text !== '-')
      at += takesValue?.test(word.text) === true ? 1 : 0;
    else found.push(word);
  }
  return found;
}

function writtenWords(command: ShellCommand): readonly ShellWord[] {
  const { program, args, redirections } = command;
  const redirected = redirections
    .filter(({ operator, target }) => operator.includes('>') && !/^(?:\d+|-)$/.test(target.text))
    .map(({ target }) => target);
  const writes = PROGRAMS.get(program);
  const named = writes === undefined ? [] : operands(command);
  const directory = args.find(({ text }) => text.startsWith('--target-directory='));
  return [
    ...redirected,
    ...(writes === 'all' ? named : writes === 'after-first' ? named.slice(1) : named.slice(1).slice(-1)),
    ...(directory === undefined ? [] : [{ ...directory, text: directory.text.slice(19) }]),
    ...(program === 'dd' ? args.filter(({ text }) => text.startsWith('of=')).map(afterEquals) : []),
    ...(program === 'sed' && args.some(({ text }) => /^-[a-zA-Z]*i|^--in-place/.test(text))
      ? operands(command).slice(args.some(({ text }) => text === '-e') ? 0 : 1)
      : []),
  ];
}

function afterEquals(word: ShellWord): ShellWord {
  return { ...word, text: word.text.slice(word.text.indexOf('=') + 1) };
}

/** The part of a path before its first pattern: what lies below is below that folder. */
function fixedPart(word: ShellWord): string | undefined {
  if (word.nested.length > 0 || word.text === '') return undefined;
  if (!word.dynamic) return word.text;
  const pattern = word.text.search(/[*?[]/);
  return pattern <= 0 ? undefined : path.dirname(`${word.text.slice(0, pattern)}x`);
}

/**
 * The absolute paths that a command line says it writes, removes or changes: targets of redirections and operands
 * of the usual programs, from `cwd` and every `cd` on. Paths behind variables are not to be read here; those are
 * the sandbox's to refuse.
 */
export function writtenPaths(
  commands: readonly ShellCommand[],
  cwd: string,
  home: string,
): readonly string[] {
  let folder: string | undefined = cwd;
  const found: string[] = [];
  const resolve = (word: ShellWord): string | undefined => {
    const fixed = fixedPart(word)?.replace(/^~(?=\/|$)/, home);
    if (fixed === undefined) return undefined;
    if (path.isAbsolute(fixed)) return path.resolve(fixed);
    return folder === undefined ? undefined : path.resolve(folder, fixed);
  };
  for (const command of flatten(commands)) {
    for (const word of writtenWords(command)) {
      const place = resolve(word);
      if (place !== undefined && !SINKS.test(place)) found.push(place);
    }
    const [to] = command.args;
    if (command.program === 'cd' || command.program === 'pushd') {
      folder = to === undefined ? home : to.text === '-' ? undefined : resolve(to);
    }
  }
  return found;
}
