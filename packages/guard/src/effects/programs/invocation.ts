import type { Evidence } from '@sentinel-agentos/core';
import type { EffectShape } from '../effect-shape.js';
import type { Data, Field } from '../shell/data.js';
import type { Io } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';
import type { ParsedArguments } from './parsed-arguments.js';

/** One program being started: what a table's own reader looks at. */
export interface Invocation extends ParsedArguments {
  /** The program's name without its folder. */
  readonly name: string;
  readonly args: readonly Field[];
  readonly shell: Shell;
  readonly io: Io;
  readonly evidence: Evidence;
  /** Content of the files that were read by role; standard input when there were none. */
  readonly input: Data;
}

/** The lists of names that tables and readers ask for, split once each. */
const lists = new Map<string, ReadonlySet<string>>();

function namesIn(list: string): ReadonlySet<string> {
  let names = lists.get(list);
  if (names === undefined) {
    names = new Set(list.split(' '));
    lists.set(list, names);
  }
  return names;
}

/** Whether any of the options (separated by spaces) is given. */
export function has({ options }: ParsedArguments, list: string): boolean {
  if (options.length === 0) return false;
  const names = namesIn(list);
  return options.some(({ name }) => names.has(name));
}

/** Value of the last given option among the names (separated by spaces), or null. */
export function valueOfOption({ options }: ParsedArguments, list: string): Field | null {
  if (options.length === 0) return null;
  const names = namesIn(list);
  return options.findLast(({ name }) => names.has(name))?.value ?? null;
}

/** Notes an effect of the program. The target is the first operand unless said. */
export function note(invocation: Invocation, shape: EffectShape, target?: string): void {
  const about = target ?? invocation.operands[0]?.text ?? '';
  invocation.shell.reading.sink.effect(shape, about, invocation.evidence);
}

/** Reads words of the invocation as a command of their own. */
export function runWords(invocation: Invocation, words: readonly Field[], io: Io = invocation.io): Data {
  const { shell, evidence } = invocation;
  return shell.reading.engine.words(words, { ...shell, depth: shell.depth + 1 }, io, evidence);
}

/** A shell that a carrier is given and nothing for it to run: the carrier is only there to open it. */
const SHELL_NAME = /^(?:.*\/)?(?:ba|da|z|k|mk|c|tc|fi|a|ya|po|rba)?sh$/;

/** Reads words as the command that a carrier was given to run. */
export function runCarried(invocation: Invocation, words: readonly Field[], io: Io = invocation.io): Data {
  const escaped = SHELL_NAME.test(words[0]?.text ?? '');
  return escaped
    ? runWords({ ...invocation, shell: { ...invocation.shell, escaped } }, words, io)
    : runWords(invocation, words, io);
}

/** The program's own name as a word. */
export function invocationWord(invocation: Invocation): Field {
  return { text: invocation.name, taint: 0, glob: false, evidence: invocation.evidence };
}
