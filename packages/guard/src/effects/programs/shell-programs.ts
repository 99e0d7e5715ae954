import type { Evidence } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import { isKnown, NOTHING, SOMETHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { channelData, readPath } from '../shell/file-acts.js';
import type { Io } from '../shell/io.js';
import { sendData } from '../shell/network-acts.js';
import { setGlobbing } from '../shell/set-globbing.js';
import type { Shell, Variable } from '../shell/shell-state.js';
import { escape } from './read-escapes.js';
import { has, invocationWord, note, runWords, valueOfOption, type Invocation } from './invocation.js';

const SHELL = shape('process.spawn', 'workspace', 'hard', 'normal');
/** Shells that people open to work in. Nobody opens one of the others without a script for it. */
const USUAL = /^(?:bash|sh|zsh|fish|pwsh|powershell|cmd|nu|wsl|xonsh|command\.com)$/;
const FOREIGN = shape('unknown', 'host', 'partial', 'normal');

/** `bash`, `sh`, `zsh`, …: a text after `-c`, a script file, or whatever comes in. */
export function readShellProgram(invocation: Invocation): Data {
  const { io, evidence } = invocation;
  const shell = withGlobbing(invocation);
  // `+x` switches an option off; options may follow it.
  const at = invocation.operands.findIndex((operand) => !/^\+[A-Za-z]+$/.test(operand.text));
  if (at > 0 && /^-[A-Za-z]/.test(invocation.operands[at]?.text ?? ''))
    return runWords(invocation, [invocationWord(invocation), ...invocation.operands.slice(at)]);
  const operands = at < 0 ? [] : invocation.operands.slice(at);
  const { engine, sink } = shell.reading;
  if (io.network && !has(invocation, '-c')) sink.finding('shell.reverse-shell', evidence);
  const startup = valueOfOption(invocation, '--rcfile --init-file');
  if (startup !== null) engine.file(startup, readPath(shell, startup), shell, evidence);
  const [first, ...rest] = operands;
  if (has(invocation, '-c')) {
    if (first === undefined) return NOTHING;
    const [zero, ...positional] = rest;
    const inner =
      zero === undefined ? shell : { ...shell, variables: new Map(shell.variables).set('0', named(zero)) };
    return engine.text(first, inner, io, first.evidence, { positional });
  }
  if (first !== undefined && !has(invocation, '-s') && first.text !== '-' && first.text !== '/dev/stdin') {
    return runScript({ ...invocation, shell }, first);
  }
  return readInput({ ...invocation, shell }, first?.text === '-' ? rest : operands);
}

/** `bash -O dotglob`, `zsh -o globdots`: the shell below has the option from the start. */
function withGlobbing({ shell, options }: Invocation): Shell {
  const given = options.filter(({ name, value }) => /^-[Oo]$/.test(name) && value !== null);
  if (given.length === 0) return shell;
  const inner = { ...shell };
  for (const { value } of given) if (value !== null) setGlobbing([value], inner);
  return inner;
}

function named(zero: Field): Variable {
  return { values: [{ text: zero.text, taint: zero.taint }], exported: false };
}

function runScript(invocation: Invocation, script: Field): Data {
  const { shell, evidence } = invocation;
  const descriptor = /^\/(?:dev|proc\/self)\/fd\/(\w[\w-]*)$/.exec(script.text)?.[1];
  const content =
    descriptor !== undefined && shell.channels.has(descriptor)
      ? channelData(shell, descriptor)
      : readPath(shell, script);
  return shell.reading.engine.file(script, content, shell, evidence);
}

function readInput(invocation: Invocation, positional: readonly Field[]): Data {
  const { shell, io, evidence } = invocation;
  const { engine } = shell.reading;
  if (!io.piped) {
    opensShell(invocation);
    return unknownData(Taint.shell);
  }
  const { stdin } = io;
  if (stdin.text === '' && stdin.taint === 0) return NOTHING;
  const text =
    isKnown(stdin.text) || (stdin.taint & Taint.download) !== 0
      ? stdin
      : { ...stdin, taint: stdin.taint | Taint.file };
  const inner = { ...io, stdin: SOMETHING, piped: false };
  const options = positional.length === 0 ? {} : { positional };
  const output = engine.text(text, shell, inner, evidence, options);
  return isKnown(stdin.text) ? output : unknownData(output.taint | Taint.shell);
}

/** A simple command without any syntax of a shell: it means the same in every one. */
const PLAIN_COMMAND = /^\s*[\w./-][\w./:@%+,=-]*(?:[ \t]+[\w./:@%+,=-]+)*\s*$/;
/** Words that begin something else in some shell. */
const OWN_WORDS =
  /^\s*(?:set|setenv|unsetenv|alias|abbr|source|\.|eval|exec|function|functions|foreach|for|if|while|switch|case|begin|end|builtin|command|let|def|use|overlay|repeat|goto|onintr|bind|complete|string|math)\b/;

/** Text of a shell whose language is not read: a plain command is judged, everything else is unknown. */
export function readForeignText(text: Data, name: string, shell: Shell, io: Io, evidence: Evidence): Data {
  const { sink, engine } = shell.reading;
  if (PLAIN_COMMAND.test(text.text) && !OWN_WORDS.test(text.text))
    return engine.text(text, { ...shell, escaped: true }, io, evidence);
  sink.finding('shell.foreign-syntax', evidence);
  sink.effect(FOREIGN, name, evidence);
  return unknownData(text.taint & ~Taint.unset);
}

/** Shells whose language is not read: what they would do is unknown. */
export function readForeignShell(invocation: Invocation): Data {
  const { shell, io, evidence, operands, name } = invocation;
  const text = valueOfOption(invocation, '-c -C --command --init-command');
  if (io.piped && (io.stdin.taint & Taint.download) !== 0) {
    shell.reading.engine.text(io.stdin, shell, io, evidence);
    return unknownData(Taint.shell);
  }
  const [file] = operands;
  if (text === null && file !== undefined && /\.(?:fish|csh|tcsh|nu|xsh|elv|rc)$/i.test(file.text))
    return runScript(invocation, file);
  if (text !== null || file !== undefined)
    return readForeignText(text ?? unknownData(0), name, shell, io, evidence);
  if (io.piped)
    return readForeignText(io.stdin, name, shell, { ...io, stdin: NOTHING, piped: false }, evidence);
  opensShell(invocation);
  return unknownData(Taint.shell);
}

/** A shell that waits for what is typed: from inside another program, or with rights kept, it is a way out. */
export function opensShell(invocation: Invocation): void {
  const { shell, name, evidence } = invocation;
  note(invocation, SHELL, name);
  if (
    shell.escaped ||
    shell.reading.waits ||
    has(invocation, '-p') ||
    !USUAL.test(name.replace(/\.exe$/i, ''))
  )
    escape(shell, evidence, name);
}

/** Connects a program that is given as text to the network, as `nc -e` and `socat EXEC` do. */
export function readConnected(invocation: Invocation, program: Field, host: string): void {
  const { shell, evidence } = invocation;
  const io = { stdin: unknownData(Taint.download), piped: true, network: true, inherited: false };
  const output = shell.reading.engine.text(program, shell, io, evidence);
  sendData(shell, output, host, evidence);
}
