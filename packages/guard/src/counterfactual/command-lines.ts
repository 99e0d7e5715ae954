import {
  forEachChild,
  type Command,
  type ParsedScript,
  type Redirection,
  type SyntaxNode,
  type Word,
} from 'unbash';
import { parseShell } from '../effects/shell/parse-shell.js';

/** A word of a command as it stands in the text. */
export interface TextWord {
  /** After quote removal. Where it holds expansions, they stand in it as they were written. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A simple command as it stands in the text. */
export interface TextCommand {
  readonly start: number;
  readonly end: number;
  /** Program and arguments, without assignments and redirections. */
  readonly words: readonly TextWord[];
  /** `NAME=value` before the program. */
  readonly assignments: readonly TextWord[];
  /** Files that are redirected to or from. */
  readonly files: readonly TextWord[];
}

/** A part of a text with its span. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A shell text, taken apart as far as changes need it. */
export interface CommandLines {
  readonly text: string;
  /** Every simple command, those in substitutions and quoted scripts included. */
  readonly commands: readonly TextCommand[];
  /** The stages of every pipeline of at least two. */
  readonly pipelines: readonly (readonly TextSpan[])[];
  /** Statements and parts of `&&` and `||` lists, in lists of at least two. */
  readonly sequences: readonly (readonly TextSpan[])[];
  /** The outermost statements. */
  readonly statements: readonly TextSpan[];
}

/** Longer texts are programs; nobody changes one word of them to make them pass. */
const MAX_TEXT = 8 * 1024;
const MAX_DEPTH = 3;
const MAX_COMMANDS = 64;
/** Programs whose arguments hold a script of their own. */
const TAKES_SCRIPT =
  /^(?:.*\/)?(?:ba|da|k|z)?sh$|^(?:eval|ssh|su|sudo|watch|script|env|timeout|xargs|parallel)$/u;

interface Collected {
  readonly commands: TextCommand[];
  readonly pipelines: TextSpan[][];
  readonly sequences: TextSpan[][];
}

/** Takes a shell text apart. Null for one that can't be read, or is too long to be changed by one word. */
export function commandLinesOf(text: string): CommandLines | null {
  if (text.length > MAX_TEXT) return null;
  const into: Collected = { commands: [], pipelines: [], sequences: [] };
  const script = collectText(text, 0, 0, into);
  if (script === null) return null;
  return { text, ...into, statements: script.commands.map(({ pos, end }) => ({ start: pos, end })) };
}

function collectText(text: string, offset: number, depth: number, into: Collected): ParsedScript | null {
  const script = parseShell(text);
  if (script === null || (script.errors?.length ?? 0) > 0) return null;
  collect(script, offset, depth, into);
  return script;
}

function collect(node: SyntaxNode, offset: number, depth: number, into: Collected): void {
  if (into.commands.length >= MAX_COMMANDS) return;
  if (node.type === 'Script' || node.type === 'CompoundList' || node.type === 'AndOr') {
    if (node.commands.length > 1) into.sequences.push(spansOf(node.commands, offset));
  } else if (node.type === 'Pipeline') {
    if (node.commands.length > 1) into.pipelines.push(spansOf(node.commands, offset));
  } else if (node.type === 'Command') {
    into.commands.push(commandOf(node, offset));
    if (depth < MAX_DEPTH) collectQuoted(node, offset, depth, into);
  }
  forEachChild(node, (child) => collect(child, offset, depth, into));
}

/** `bash -c '…'`: the inside of the quotes is a text of its own, with the same letters at the same places. */
function collectQuoted(node: Command, offset: number, depth: number, into: Collected): void {
  if (!TAKES_SCRIPT.test(node.name?.value ?? '')) return;
  for (const word of node.suffix) {
    if (word.type !== 'Word' || !/\s/u.test(word.value)) continue;
    const isQuotedWhole = /^(?:'[^']*'|"[^"\\$`]*")$/u.test(word.text);
    if (isQuotedWhole) collectText(word.text.slice(1, -1), offset + word.pos + 1, depth + 1, into);
  }
}

function commandOf(node: Command, offset: number): TextCommand {
  const word = ({ value, pos, end }: Pick<Word, 'value' | 'pos' | 'end'>): TextWord => ({
    value,
    start: pos + offset,
    end: end + offset,
  });
  const files = [...node.prefix, ...node.suffix].flatMap((part): readonly TextWord[] => {
    const target = fileOf(part);
    return target === undefined ? [] : [word(target)];
  });
  return {
    start: node.pos + offset,
    end: node.end + offset,
    words: [...(node.name === undefined ? [] : [node.name]), ...node.suffix].flatMap((part) =>
      part.type === 'Word' ? [word(part)] : [],
    ),
    assignments: node.prefix.flatMap((part) =>
      part.type === 'Assignment' ? [word({ value: part.text, pos: part.pos, end: part.end })] : [],
    ),
    files,
  };
}

function fileOf(part: Command['prefix'][number] | Command['suffix'][number]): Word | undefined {
  return isRedirect(part) ? part.target : undefined;
}

function isRedirect(part: { readonly type: string }): part is Extract<Redirection, { type: 'Redirect' }> {
  return part.type === 'Redirect';
}

function spansOf(
  nodes: readonly { readonly pos: number; readonly end: number }[],
  offset: number,
): TextSpan[] {
  return nodes.map(({ pos, end }) => ({ start: pos + offset, end: end + offset }));
}
