import type { Evidence } from '@sentinel-agentos/core';
import { parse } from 'unbash';
import { shape } from '../effect-shape.js';
import { isSystemProgram } from '../paths/control-paths.js';
import { matchesGlob } from '../paths/glob-targets.js';
import { UNKNOWN } from '../paths/locate.js';
import { findProgram } from '../programs/program-registry.js';
import { escape, handsShell } from '../programs/read-escapes.js';
import { noteDatabaseTask } from '../programs/database-tasks.js';
import { runProgram } from '../programs/run-program.js';
import { BUILTINS } from './builtins.js';
import { altered, isKnown, NOTHING, Taint, unknownData, type Data, type Field } from './data.js';
import type { Io } from './io.js';
import { placeOf, readPath } from './file-acts.js';
import { LIMITS } from './limits.js';
import type { DefinedFunction, Shell } from './shell-state.js';
import { languageOfCommand, withoutSwitches } from './windows-text.js';
import { fieldsOf } from './word-value.js';

/** Files that no program but those that log people in has a reason to read. */
const SYSTEM_SECRET = /^\/etc\/(?:g?shadow|master\.passwd|sudoers)/;
/** Programs that an unknown program is only given to start them. */
const CARRIED =
  /^(?:\/(?:usr\/(?:local\/)?)?s?bin\/)?(?:(?:ba|da|z|k|c|tc|fi|a)?sh|rm|dd|shred|mkfs(?:\.\w+)?|wipefs)$/;
/** What is typed into an editor, a pager or a client to run something, standing where a command would. */
const TYPED =
  /^(?:[:\\~.@]?!(?:\/|(?:ba|da|z|k|c|tc|fi|a)?sh\b|id\b|$)|:(?:!|(?:sh|shell|set|py3?|python3?|lua|perl|ruby|te|term|terminal)$)|\.(?:shell|system)$|\^[A-Z\]])/;
const UNKNOWN_PROGRAM = shape('process.spawn', 'workspace', 'hard', 'normal');
const FROM_NETWORK = shape('code.exec', 'host', 'hard', 'critical');

/** Folders whose programs are the well-known ones, wherever the system puts them. */
const PROGRAM_FOLDER =
  /^(?:\/lib(?:32|64)?(?:\/[\w-]+)?|\/(?:usr\/|usr\/local\/|opt\/homebrew\/|opt\/[\w.-]+\/|snap\/|nix\/.*\/|run\/current-system\/sw\/)?s?bin|\/usr\/libexec|\/usr\/lib\/[\w-]+|\/System\/.*|[A-Za-z]:.*|.*\/?node_modules\/\.bin|.*\/?\.?venv\/bin|.*\/bin|.*\/Scripts)\/[^/]*$/;

/** Scripts that a project keeps to start the build tool of their name. */
const PROJECT_WRAPPER = /(?:^|\/)(?:gradlew|mvnw)$/;

/** Reads one command given as words: alias, function, rebound name, builtin, program or file, in this order. */
export function readWords(words: readonly Field[], shell: Shell, io: Io, evidence: Evidence): Data {
  const [head] = words;
  if (head === undefined || head.text === '') return NOTHING;
  const { sink } = shell.reading;
  if (words.length > LIMITS.words) sink.finding('shell.too-large', evidence);
  let args: readonly Field[] = words.slice(1, LIMITS.words);
  const argv = [head, ...args].map((word) => (isKnown(word.text) ? word.text : null));
  sink.command({ argv, cwd: shell.cwd, evidence });
  if (shell.depth >= LIMITS.depth) {
    sink.finding('shell.too-deep', evidence);
    return unknownData(0);
  }
  if (TYPED.test(head.text)) escape(shell, evidence, head.text);
  const alias = shell.aliases.get(head.text);
  if (alias !== undefined) return readAlias(head.text, alias, args, shell, io, evidence);
  const defined = shell.functions.get(head.text);
  if (defined !== undefined) {
    const output = callFunction(defined, args, shell, io, evidence);
    // Only bash takes functions from its environment: another shell would run the program of that name.
    if (defined.exported !== true || findProgram(head.text) === undefined) return output;
  }
  const path =
    shell.rebound.get(head.text) ??
    copiedProgram(head.text, shell) ??
    (head.glob ? globbedName(head.text) : head.text);
  const builtin = path === head.text ? BUILTINS.get(path) : undefined;
  if (builtin !== undefined) return builtin(args, shell, io, evidence);
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const program = isKnown(name) ? findProgram(name) : undefined;
  const language = languageOfCommand(name, args, program !== undefined);
  if (language !== null) shell.reading.spoken.add(language);
  if (language === 'cmd') args = withoutSwitches(args);
  noteDatabaseTask(name, args, shell, evidence);
  // Below an unknown folder (`$JAVA_HOME/x`) the name is still that of the program.
  const usual =
    slash < 0 ||
    path.includes(UNKNOWN) ||
    (PROGRAM_FOLDER.test(path) && !isWritten(path, shell)) ||
    (PROJECT_WRAPPER.test(path) && !shell.files.has(placeOf(shell, path).path));
  if (program !== undefined && usual) return runProgram(program, name, args, shell, io, evidence);
  if (slash >= 0) return runPath({ ...head, text: path }, shell, evidence);
  return unknownProgram(head, args, shell, io, evidence);
}

function isWritten(path: string, shell: Shell): boolean {
  return shell.files.size > 0 && shell.files.has(placeOf(shell, path).path);
}

/** A program of the system that this call put somewhere else. */
function copiedProgram(text: string, shell: Shell): string | undefined {
  if (shell.rebound.size === 0 || !text.includes('/')) return undefined;
  const { path } = placeOf(shell, text);
  // Where it was linked to, the path leads to the program itself.
  return (
    shell.rebound.get(path) ?? (shell.reading.links.size > 0 && isSystemProgram(path) ? path : undefined)
  );
}

/** Programs that a pattern such as `/bin/r?` is written for, most dangerous first. */
const DISGUISED = [
  'rm',
  'dd',
  'mkfs',
  'shred',
  'sh',
  'bash',
  'python3',
  'perl',
  'nc',
  'curl',
  'wget',
  'chmod',
  'mv',
  'cat',
  'sudo',
];

/** Nobody writes a program's name as a pattern but to hide it: the worst that it matches is meant. */
function globbedName(text: string): string {
  const name = text.slice(text.lastIndexOf('/') + 1);
  return DISGUISED.find((program) => matchesGlob(program, name)) ?? text;
}

function unknownProgram(head: Field, args: readonly Field[], shell: Shell, io: Io, evidence: Evidence): Data {
  const { sink } = shell.reading;
  let taint = io.stdin.taint;
  for (const arg of args) taint |= arg.taint;
  if ((altered(head.taint) & Taint.download) !== 0) {
    sink.finding('flow.download-to-shell', evidence);
    sink.effect(FROM_NETWORK, '', evidence);
  } else if ((head.taint & Taint.decoded) !== 0 && !isKnown(head.text)) {
    sink.finding('flow.decoded-to-shell', evidence);
  }
  sink.effect(UNKNOWN_PROGRAM, head.text, evidence);
  const handler = shell.functions.get('command_not_found_handle');
  if (handler !== undefined) return callFunction(handler, [head, ...args], shell, io, evidence);
  // `$0 -c TEXT`: the shell itself, or whatever else takes a text this way.
  const [option, text] = args;
  if (!isKnown(head.text) && option?.text === '-c' && text !== undefined)
    shell.reading.engine.text(text, shell, io, text.evidence);
  readUnknownCarrier(args, shell, io, evidence);
  return unknownData(taint & ~Taint.unset);
}

/**
 * A program that nobody knows may be a carrier. Where an argument names a shell, it would be started; where one is
 * a command that only destroys, it is read as one.
 */
function readUnknownCarrier(args: readonly Field[], shell: Shell, io: Io, evidence: Evidence): void {
  for (const arg of args) if (SYSTEM_SECRET.test(arg.text)) readPath(shell, arg);
  const at = args.findIndex(({ text }, index) => CARRIED.test(text) && !isTopic(args, index));
  if (at >= 0) {
    readWords(args.slice(at), { ...shell, depth: shell.depth + 1, escaped: true }, io, evidence);
  } else if (args.some((arg) => handsShell(arg, shell))) {
    escape(shell, evidence);
  }
}

/** `completion bash`, `init zsh`: a shell that something is printed for. */
function isTopic(args: readonly Field[], index: number): boolean {
  return (
    index > 0 &&
    index === args.length - 1 &&
    /^[a-z][a-z-]+$/.test(args[index - 1]?.text ?? '') &&
    !args[index]?.text.includes('/')
  );
}

/** A program named by a path outside of the usual folders is a file that runs. */
function runPath(file: Field, shell: Shell, evidence: Evidence): Data {
  return shell.reading.engine.file(file, readPath(shell, file), shell, evidence);
}

function readAlias(
  name: string,
  alias: string,
  args: readonly Field[],
  shell: Shell,
  io: Io,
  evidence: Evidence,
): Data {
  // An alias is not expanded inside itself.
  const inner: Shell = {
    ...shell,
    aliases: new Map(shell.aliases),
    origin: evidence,
    depth: shell.depth + 1,
  };
  inner.aliases.delete(name);
  const [statement, ...others] = parse(alias).commands;
  const command = statement?.command;
  if (others.length > 0 || command?.type !== 'Command' || command.name === undefined) {
    return shell.reading.engine.text(
      { text: [alias, ...args.map((arg) => arg.text)].join(' '), taint: 0 },
      inner,
      io,
      evidence,
      { same: true },
    );
  }
  const words = [command.name, ...command.suffix.filter((part) => part.type === 'Word')];
  return readWords([...words.flatMap((word) => fieldsOf(word, inner)), ...args], inner, io, evidence);
}

function callFunction(
  defined: DefinedFunction,
  args: readonly Field[],
  shell: Shell,
  io: Io,
  evidence: Evidence,
): Data {
  const caller = shell.calls.find((call) => call.node === defined.node);
  if (caller !== undefined) {
    if (shell.spawning > caller.spawning) shell.reading.sink.finding('shell.fork-bomb', evidence);
    return unknownData(0);
  }
  const inner: Shell = {
    ...shell,
    positional: args,
    inFunction: true,
    origin: defined.origin,
    depth: shell.depth + 1,
    calls: [...shell.calls, { node: defined.node, spawning: shell.spawning }],
  };
  const { body } = defined.node;
  const commands =
    body.type === 'CompoundList'
      ? body.commands
      : [{ type: 'Statement' as const, pos: body.pos, end: body.end, command: body, background: false }];
  const output = shell.reading.engine.script(
    { type: 'Script', pos: body.pos, end: body.end, shebang: undefined, commands },
    inner,
    io,
  );
  shell.cwd = inner.cwd;
  shell.variables = inner.variables;
  shell.channels = inner.channels;
  shell.choices = Math.max(shell.choices, inner.choices);
  return output;
}
