import type { Evidence } from '@sentinel-agentos/core';
import { UNKNOWN } from '../paths/locate.js';
import { argumentOfWindowsShell, programOfWindowsShell } from '../paths/windows-words.js';
import { isKnown, NOTHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import type { Io } from '../shell/io.js';
import { LIMITS } from '../shell/limits.js';
import { childShell, type Shell } from '../shell/shell-state.js';
import { spend } from '../shell/spend.js';
import { writtenProgram } from '../shell/written-program.js';
import { LINE_COMMANDS } from '../tables/cmd.js';
import { isWindowsProgram } from '../tables/windows-programs.js';
import { expandVariables, type Expanded } from './expand-variables.js';
import { LINE_READERS } from './own-commands.js';
import { splitWords } from './split-words.js';

/** Values of loop variables by their letter. */
export type Loops = ReadonlyMap<string, Data>;

/** The part of the reader that a command may come back to. */
export interface LineEngine {
  text(text: string, shell: Shell, io: Io, at: Evidence, loops: Loops): Data;
}

/** Runs one command: of `cmd` itself, or a program. */
export function runLineCommand(
  text: string,
  shell: Shell,
  io: Io,
  evidence: Evidence,
  loops: Loops,
  engine: LineEngine,
): Data {
  if (shell.depth >= LIMITS.depth) {
    shell.reading.sink.finding('shell.too-deep', evidence);
    return unknownData(0);
  }
  const expanded = expandVariables(text, loops, shell);
  // Texts that grow use up what may be read.
  const grown = expanded.ranges.length + (expanded.text.length >> 6);
  if (expanded.text !== text && !spend(shell.reading, grown, evidence)) return unknownData(0);
  if (expanded.text.length > LONGEST_LINE) shell.reading.sink.finding('shell.too-large', evidence);
  // What a variable holds may be several commands.
  if (
    expanded.text !== text &&
    /[&|<>\n]/.test(outsideQuotes(expanded.text)) &&
    !/^\s*@?\s*(?:set|echo)\b/i.test(text)
  ) {
    return engine.text(
      expanded.text,
      { ...shell, depth: shell.depth + 1, origin: evidence },
      io,
      evidence,
      loops,
    );
  }
  return runExpanded(withoutUnset(expanded), shell, io, evidence, loops, engine);
}

/** A variable that nobody set is empty: in a name, `r%x%d` is `rd`. */
function withoutUnset(expanded: Expanded): Expanded {
  const { text, ranges } = expanded;
  const [first] = ranges;
  const end = /^[^\s/]{1,200}/.exec(text)?.[0].length ?? 0;
  if (first === undefined || first.start >= end || (first.taint & Taint.unset) === 0) return expanded;
  const word = text.slice(0, end).replaceAll(UNKNOWN, '');
  const name = word.replaceAll(/[@(^"]/g, '').toLowerCase();
  const usual =
    LINE_COMMANDS.has(name) || isWindowsProgram(name) || /^(?:cmd|powershell|pwsh|call|start)$/.test(name);
  if (!usual) return expanded;
  const shift = end - word.length;
  return {
    text: word + text.slice(end),
    ranges: ranges
      .filter((range) => range.start >= end)
      .map((range) => ({ ...range, start: range.start - shift, end: range.end - shift })),
  };
}

/** What the command processor itself takes, with room for what several variables may hold. */
const LONGEST_LINE = 16 * 1024;

function outsideQuotes(text: string): string {
  return text.replaceAll(/"[^"]*"/g, '').replaceAll(/\^./g, '');
}

/** The name of a command of `cmd` may end at a mark that is no blank: `cd..`, `del/s`, `echo.`. */
const OWN_NAME = /^[\s@,;=]*((?:[A-Za-z]|\^(?=[A-Za-z])|""(?=[A-Za-z]))+)\^?(?=[\s./\\,;:=+("[\]]|$)/;

/** `find . -delete` is the program of other systems, wherever it was installed. */
function isOfElsewhere(name: string, words: readonly Field[]): boolean {
  return /^(?:find|sort|tree|more)$/.test(name) && words.some((word) => /^-{1,2}[a-z]/i.test(word.text));
}

function runExpanded(
  expanded: Expanded,
  shell: Shell,
  io: Io,
  evidence: Evidence,
  loops: Loops,
  engine: LineEngine,
): Data {
  const head = OWN_NAME.exec(expanded.text);
  const name = (head?.[1] ?? '').replaceAll(/[\^"]/g, '').toLowerCase();
  const rest = head === null ? expanded : cut(expanded, head[0].length);
  if (name === 'call' || name === 'start') return carried(name, rest, shell, io, evidence, loops, engine);
  const reader = LINE_COMMANDS.get(name);
  // `type.exe` and `copy\x` are files; what is glued to the others is their argument.
  const whole = !/^[.\\]\w/.test(rest.text) || /^(?:cd|chdir|echo|pushd)$/.test(name);
  const words = reader === undefined ? [] : splitWords(rest, evidence, true);
  if (reader !== undefined && whole && !isOfElsewhere(name, words)) {
    if (words.length > LIMITS.words) shell.reading.sink.finding('shell.too-large', evidence);
    const switches = words.filter((word) => word.isSwitch).map((word) => word.text.toLowerCase());
    const operands = words.filter((word) => !word.isSwitch);
    shell.reading.sink.command({
      argv: [name, ...words.map((word) => (isKnown(word.text) ? word.text : null))],
      evidence,
    });
    if (switches.includes('/?')) return NOTHING;
    const data: Data = { text: rest.text, taint: rest.ranges.reduce((all, range) => all | range.taint, 0) };
    return LINE_READERS[reader]({ name, operands, switches, rest: data, shell, io, evidence });
  }
  return runProgram(expanded, shell, io, evidence);
}

function cut({ text, ranges }: Expanded, from: number): Expanded {
  return {
    text: text.slice(from),
    ranges: ranges
      .filter((range) => range.end > from)
      .map((range) => ({ ...range, start: Math.max(0, range.start - from), end: range.end - from })),
  };
}

/** `call COMMAND` reads it once more; `start "title" /b COMMAND` runs it beside. */
function carried(
  name: string,
  rest: Expanded,
  shell: Shell,
  io: Io,
  evidence: Evidence,
  loops: Loops,
  engine: LineEngine,
): Data {
  const text =
    name === 'call'
      ? rest.text
      : rest.text
          .replace(/^\s*"[^"]*"(?=\s)/, '')
          .replace(/^(?:\s*\/(?:d\s*(?:"[^"]*"|\S+)|node\s+\S+|affinity\s+\S+|[A-Za-z]+))*/i, '');
  if (name === 'call' && /^\s*:/.test(text)) return NOTHING;
  if (text.trim() === '' || /^\s*"?https?:/i.test(text)) return NOTHING;
  const inner = childShell(shell, { depth: shell.depth + 1, origin: evidence });
  const output = engine.text(
    text,
    name === 'call' ? { ...inner, variables: shell.variables } : inner,
    io,
    evidence,
    loops,
  );
  return name === 'call' ? output : NOTHING;
}

/** Runs a program by its name or path. */
function runProgram(expanded: Expanded, shell: Shell, io: Io, evidence: Evidence): Data {
  const words = splitWords(
    { ...expanded, text: expanded.text.replace(/^[\s@,;=]+/, (marks) => ' '.repeat(marks.length)) },
    evidence,
    false,
  );
  const [head, ...args] = words;
  if (head === undefined || head.text === '') return NOTHING;
  const { reading } = shell;
  if (!spend(reading, words.length >> 3, evidence)) return unknownData(0);
  if ((head.taint & Taint.decoded) !== 0) reading.sink.finding('flow.decoded-to-shell', evidence, head.text);
  // What a file or an answer names is not told by the line.
  if (!isKnown(head.text) && (head.taint & Taint.unset) === 0 && head.text.replaceAll(UNKNOWN, '') === '')
    reading.sink.finding('shell.foreign-syntax', evidence);
  // `tool.exe/s`: a switch may follow the name without a blank.
  const glued = /^((?:[^/]*\\)?[^/\\]+)(\/[A-Za-z?].*)$/.exec(head.text);
  const written = glued?.[1] ?? head.text;
  const name = writtenProgram(written, shell) ?? programOfWindowsShell(written);
  const plain = name
    .slice(name.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/\.(?:exe|com)$/, '');
  const own = isOfElsewhere(plain, args) ? undefined : LINE_COMMANDS.get(plain);
  const all = glued === null ? args : [{ ...head, text: glued[2] ?? '' }, ...args];
  if (own !== undefined) {
    const isSwitch = (word: Field): boolean => /^[/-][A-Za-z?:]/.test(word.text);
    return LINE_READERS[own]({
      name: plain,
      operands: all.filter((word) => !isSwitch(word)),
      switches: all.filter(isSwitch).map((word) => word.text.toLowerCase()),
      rest: { text: all.map((word) => word.text).join(' '), taint: 0 },
      shell,
      io,
      evidence,
    });
  }
  const keeps =
    isWindowsProgram(plain) ||
    /^(?:(?:ba|z|da)?sh|wsl|cmd|powershell|pwsh|python[\d.]*|py|node)$/.test(plain);
  const fields: Field[] = [{ ...head, text: name, glob: false }];
  for (const arg of all) fields.push(keeps ? arg : { ...arg, text: argumentOfWindowsShell(arg.text) });
  return reading.engine.words(fields, { ...shell, depth: shell.depth + 1 }, io, evidence);
}
