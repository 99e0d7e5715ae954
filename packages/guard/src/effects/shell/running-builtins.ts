import type { Evidence } from '@sentinel-agentos/core';
import { NOTHING, SOMETHING, type Data, type Field } from './data.js';
import { UNCONNECTED, type Io } from './io.js';
import type { Shell } from './shell-state.js';

/** A command that the shell runs itself. Returns what it prints. */
export type Builtin = (args: readonly Field[], shell: Shell, io: Io, evidence: Evidence) => Data;

/** A subscript is arithmetic, and a substitution in it runs: `let 'a[$(command)]'`, `test -v 'a[$(command)]'`. */
function readArithmetic(args: readonly Field[], shell: Shell, _io: Io, evidence: Evidence): Data {
  for (const { text, taint } of args) {
    if (/\[.*(?:\$\(|`)/s.test(text))
      shell.reading.engine.text({ text: `: ${text}`, taint }, shell, UNCONNECTED, evidence);
  }
  return NOTHING;
}

/** A builtin with an option whose value is a command: `compgen -C`, `bind -x`. */
function runsOption(option: string): Builtin {
  return (args, shell, _io, evidence) => {
    const value = args[args.findIndex(({ text }) => text === option) + 1];
    if (args.some(({ text }) => text === option) && value !== undefined) {
      const text = value.text.replace(/^"[^"]*":\s*/, '');
      shell.reading.engine.text({ text, taint: value.taint }, shell, UNCONNECTED, evidence);
    }
    return NOTHING;
  };
}

/** `type -p NAME` prints where a program is. */
function findsProgram(args: readonly Field[]): Data {
  const name = args.find(({ text }) => !text.startsWith('-'))?.text ?? '';
  return args.some(({ text }) => /^-[a-z]*[pP]/.test(text))
    ? { text: `/usr/bin/${name}\n`, taint: 0 }
    : SOMETHING;
}

/** Loads a file as builtins of the shell. */
function enable(args: readonly Field[], shell: Shell, _io: Io, evidence: Evidence): Data {
  if (args.some(({ text }) => text === '-f')) shell.reading.sink.finding('config.injected-code', evidence);
  return NOTHING;
}

/** Builtins that run a text that is one of their arguments, or say what would run. */
export const RUNNING_BUILTINS: readonly (readonly [string, Builtin])[] = [
  ['let', readArithmetic],
  ['test', readArithmetic],
  ['[', readArithmetic],
  ['compgen', runsOption('-C')],
  ['complete', runsOption('-C')],
  ['bind', runsOption('-x')],
  ['enable', enable],
  ['type', findsProgram],
];
