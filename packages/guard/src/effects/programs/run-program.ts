import type { Evidence } from '@sentinel-agentos/core';
import { altered, SOMETHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import type { Io } from '../shell/io.js';
import { sendData } from '../shell/network-acts.js';
import type { Shell } from '../shell/shell-state.js';
import { parseArguments, type Program } from './argument-parser.js';
import type { ParsedArguments } from './parsed-arguments.js';
import { has, type Invocation } from './invocation.js';
import { playRoles } from './play-roles.js';
import type { Case } from './program-row.js';
import { readEscapes } from './read-escapes.js';
import { isUnlisted, OTHER_PROGRAM } from './unlisted.js';

/** Reads one start of a program of the tables. Returns what it would print. */
export function runProgram(
  program: Program,
  name: string,
  args: readonly Field[],
  shell: Shell,
  io: Io,
  evidence: Evidence,
): Data {
  if (program.escapes !== null) readEscapes(program.escapes, args, shell, io, evidence);
  if (asksForHelp(args, program)) return SOMETHING;
  const parsed = parseArguments(args, program);
  const { row } = program;
  const moved = movedShell(parsed, shell);
  // Written out, because spreading costs more than all the rest of a short command.
  const invocationOf = ({ options, operands }: ParsedArguments, input: Data): Invocation => ({
    options,
    operands,
    name,
    args,
    shell: moved,
    io,
    evidence,
    input,
  });
  if (program.commands !== null) {
    const [command] = parsed.operands;
    const inner = program.commands.get(command?.text ?? '') ?? program.commands.get('*');
    if (inner !== undefined && command !== undefined) {
      const before = { options: parsed.options, operands: [] };
      playRoles(before, row, moved, evidence, io);
      row.read?.(invocationOf(before, io.stdin));
      const at = parsed.operands.slice(inner === program.commands.get(command.text) ? 1 : 0);
      return runProgram(inner, `${name} ${command.text}`, at, moved, io, evidence);
    }
    if (command !== undefined) shell.reading.sink.effect(OTHER_PROGRAM, `${name} ${command.text}`, evidence);
  }
  const played = playRoles(parsed, row, moved, evidence, io);
  const input = played ?? io.stdin;
  const invocation = invocationOf(parsed, input);
  decide(invocation, program);
  if (row.input === 'send' && io.piped && played === null) {
    sendData(moved, io.stdin, parsed.operands[0]?.text ?? '', evidence);
  }
  const own = row.read?.(invocation);
  if (own === undefined) return printed(row.output, input, args);
  // What a program makes of a publisher's text is no longer that text.
  const passedOn = row.output === 'same' || (input.taint & Taint.published) === 0;
  return passedOn ? own : { text: own.text, taint: altered(own.taint) };
}

/** `--help` and `--version` only print, where the program itself would see them as options. */
function asksForHelp(args: readonly Field[], program: Program): boolean {
  const last = args.at(-1)?.text;
  if (last !== '--help' && last !== '--version' && !(args.length === 1 && (last === '-h' || last === '-V')))
    return false;
  if (args.length === 1)
    return last !== '-h' || program.commands !== null || program.roles.get('-h') !== 'flag';
  // Behind a word that may take it as its value it is no question.
  return program.commands !== null && args.at(-2)?.text.startsWith('-') !== true;
}

/** Each further folder is seen from the one before: `git -C a -C b` works in `a/b`. */
function movedShell(parsed: ParsedArguments, shell: Shell): Shell {
  let { cwd } = shell;
  for (const { role, value } of parsed.options)
    if (role === 'folder' && value !== null)
      cwd = value.text.startsWith('/') ? value.text : `${cwd}/${value.text}`;
  return cwd === shell.cwd ? shell : { ...shell, cwd };
}

function decide(invocation: Invocation, program: Program): void {
  const { sink } = invocation.shell.reading;
  const { row } = program;
  const found = row.cases?.find((each) => fits(each, invocation));
  const effect = found === undefined ? row.effect : found.effect;
  const target = invocation.operands.map((operand) => operand.text).join(' ');
  if (effect !== undefined && effect !== null) sink.effect(effect, target, invocation.evidence);
  if (found === undefined && isUnlisted(row, invocation.operands[0]?.text))
    sink.effect(OTHER_PROGRAM, `${invocation.name} ${target}`, invocation.evidence);
  if (found?.finding !== undefined) sink.finding(found.finding, invocation.evidence);
}

function fits(each: Case, invocation: Invocation): boolean {
  const { operand } = each;
  return (
    (each.has === undefined || has(invocation, each.has)) &&
    (each.lacks === undefined || !has(invocation, each.lacks)) &&
    (each.fewer === undefined || invocation.operands.length < each.fewer) &&
    (operand === undefined || invocation.operands.some((field) => operand.test(field.text)))
  );
}

function printed(output: Program['row']['output'], input: Data, args: readonly Field[]): Data {
  let taint = input.taint;
  for (const arg of args) taint |= arg.taint;
  taint &= ~(Taint.unset | Taint.endless);
  switch (output) {
    case 'same':
      return input;
    case 'network':
      return unknownData(Taint.download);
    case 'decoded':
      return unknownData(altered(taint) | Taint.decoded);
    case 'other':
      return SOMETHING;
    case 'inputs':
    case undefined:
      return unknownData(altered(taint));
  }
}
