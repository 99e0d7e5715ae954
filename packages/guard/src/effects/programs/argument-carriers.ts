import type { Evidence } from '@sentinel-agentos/core';
import { UNKNOWN } from '../paths/locate.js';
import { joined, NOTHING, type Data, type Field } from '../shell/data.js';
import { decodeEscapes } from '../shell/escapes.js';
import { readPath } from '../shell/file-acts.js';
import { UNCONNECTED } from '../shell/io.js';
import { joinWords } from './carriers.js';
import { has, invocationWord, runCarried, valueOfOption, type Invocation } from './invocation.js';

/** `xargs COMMAND`: words of standard input become arguments, or take the place of `{}`. */
export function readXargs(invocation: Invocation): Data {
  const { io } = invocation;
  const replace = valueOfOption(invocation, '-I --replace -J')?.text ?? (has(invocation, '-i') ? '{}' : null);
  const command =
    invocation.operands.length === 0
      ? [{ ...invocationWord(invocation), text: 'echo' }]
      : invocation.operands;
  const list = valueOfOption(invocation, '-a --arg-file');
  const from = list === null ? io : { ...io, stdin: readPath(invocation.shell, list), piped: true };
  const incoming = argumentsFrom(invocation, from, replace !== null);
  // The command reads nothing more: xargs has read it all.
  const inner = { ...io, stdin: NOTHING, piped: false };
  if (replace === null) return runCarried(invocation, [...command, ...incoming], inner);
  let output: Data = NOTHING;
  for (const word of incoming) {
    const taken = command.map((part) =>
      part.text.includes(replace)
        ? { ...part, text: part.text.replaceAll(replace, () => word.text), taint: part.taint | word.taint }
        : part,
    );
    output = joined(output, runCarried(invocation, taken, inner));
  }
  return output;
}

function argumentsFrom(invocation: Invocation, io: Invocation['io'], byLine: boolean): readonly Field[] {
  const { text, taint } = io.stdin;
  if (text === '' && !io.piped) return [];
  const { evidence } = invocation;
  return itemsOf(invocation, text, byLine)
    .slice(0, 64)
    .map((value) => ({ text: value, taint, glob: false, evidence }));
}

/** Splits the input as xargs would: at NULs, at a delimiter, at lines for `-I`, else at white space outside of quotes. */
function itemsOf(invocation: Invocation, text: string, byLine: boolean): readonly string[] {
  if (text === UNKNOWN) return [text];
  const delimiter = valueOfOption(invocation, '-d --delimiter')?.text;
  const full = (items: readonly string[]): readonly string[] => items.filter((item) => item.trim() !== '');
  if (has(invocation, '-0 --null')) {
    // A NUL also stands for what is not known: after a slash it is the name of a file, else the end of an item.
    return full(text.split('\n').flatMap((line) => (line.includes('/\0') ? [line] : line.split('\0'))));
  }
  if (delimiter !== undefined) return full(text.split(decodeEscapes(delimiter)));
  const words = byLine
    ? text.split('\n')
    : (text.match(/(?:"[^"\n]*"|'[^'\n]*'|\\[\s\S]|[^\s"'\\]|["'])+/g) ?? []);
  return full(words).map((word) =>
    word
      .trim()
      .replace(
        /"([^"\n]*)"|'([^'\n]*)'|\\([\s\S])/g,
        (_whole, a?: string, b?: string, c?: string) => a ?? b ?? c ?? '',
      ),
  );
}

/** `parallel` takes its arguments line by line. */
function linesFrom(io: Invocation['io'], evidence: Evidence): readonly Field[] {
  const { text, taint } = io.stdin;
  return text
    .split('\n', 64)
    .filter((line) => line !== '')
    .map((line) => ({ text: line, taint, glob: false, evidence }));
}

/** `parallel COMMAND ::: ARGUMENT…`. */
export function readParallel(invocation: Invocation): Data {
  const { shell, io, evidence, operands } = invocation;
  const at = operands.findIndex((operand) => /^:::[:+]*$/.test(operand.text));
  const command = at < 0 ? operands : operands.slice(0, at);
  const given =
    at < 0 ? linesFrom(io, evidence) : operands.slice(at + 1).filter((word) => !word.text.startsWith(':::'));
  const text = joinWords(command);
  if (text.text === '') {
    for (const word of given) shell.reading.engine.text(word, shell, io, evidence);
    return NOTHING;
  }
  if (given.length === 0) return shell.reading.engine.text(text, shell, io, evidence);
  // Its jobs get the terminal, whatever its own input is.
  if (has(invocation, '--tty'))
    shell.reading.engine.text(text, { ...shell, escaped: true }, UNCONNECTED, evidence);
  for (const word of given) {
    const line = text.text.includes('{}')
      ? text.text.replaceAll('{}', () => quoted(word.text))
      : `${text.text} ${quoted(word.text)}`;
    shell.reading.engine.text({ text: line, taint: text.taint | word.taint }, shell, io, evidence);
  }
  return NOTHING;
}

/** parallel quotes what it puts in, so that a shell takes it for one word. */
function quoted(text: string): string {
  return /^[\w./:@%+=,\0-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
