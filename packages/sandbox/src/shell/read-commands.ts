import { readTokens } from './read-tokens.js';
import type { ShellToken, ShellWord } from './shell-token.js';

/** One program of a command line with its arguments. */
export interface ShellCommand {
  /** Last part of its path, `sh` for `/bin/sh`; empty when only redirections or assignments stand there. */
  readonly program: string;
  readonly args: readonly ShellWord[];
  readonly redirections: readonly { readonly operator: string; readonly target: ShellWord }[];
  /** Commands of one pipeline have the same number, in order. */
  readonly pipeline: number;
  readonly background: boolean;
  /** Its output goes into another program. */
  readonly piped: boolean;
  /** The innermost function in whose body it stands. */
  readonly within: string | null;
  /** The command lines in its words. */
  readonly nested: readonly ShellCommand[];
}

/** Words that only stand before a command. */
const RESERVED: ReadonlySet<string> = new Set(
  '! { } if then elif else fi while until do done time for case esac in function [['.split(' '),
);

/** Programs whose first operand is the program that they run; with the options that take a value. */
const WRAPPERS: ReadonlyMap<string, RegExp> = new Map([
  ['command', /^$/],
  ['builtin', /^$/],
  ['exec', /^-a$/],
  ['env', /^-[uCS]$/],
  ['nice', /^-n$/],
  ['nohup', /^$/],
  ['setsid', /^$/],
  ['stdbuf', /^-[ioe]$/],
  ['timeout', /^-[ks]$/],
  ['xargs', /^-[IEdLnPsa]$/],
  ['busybox', /^$/],
]);

/** Programs that run their input, or a text they are given, as a command line. */
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash', 'fish']);

const MAX_DEPTH = 10;

function isAssignment(word: ShellWord): boolean {
  return !word.quoted && /^[A-Za-z_]\w*\+?=/.test(word.text);
}

function baseName(word: ShellWord | undefined): string {
  return word === undefined ? '' : word.text.slice(word.text.lastIndexOf('/') + 1);
}

/** Takes reserved words, assignments and wrapping programs off the front. */
function unwrap(words: readonly ShellWord[]): readonly ShellWord[] {
  let at = 0;
  for (;;) {
    let word = words[at];
    if (word === undefined) return [];
    if ((!word.quoted && RESERVED.has(word.text)) || isAssignment(word)) {
      at += 1;
      continue;
    }
    const takesValue = WRAPPERS.get(baseName(word));
    if (takesValue === undefined) return words.slice(at);
    const wrapper = baseName(word);
    at += 1;
    for (word = words[at]; word?.text.startsWith('-') === true; word = words[at]) {
      at += takesValue.test(word.text) ? 2 : 1;
    }
    // timeout 5 program
    if (wrapper === 'timeout') at += 1;
    if (at >= words.length) return [];
  }
}

/** The text that a command gives to a shell: `sh -c text`, `eval text`. */
function innerText(program: string, args: readonly ShellWord[]): string | undefined {
  if (program === 'eval') return args.map(({ text }) => text).join(' ');
  if (!SHELLS.has(program)) return undefined;
  const option = args.findIndex(({ text }) => /^-[a-z]*c[a-z]*$/.test(text));
  return option === -1 ? undefined : args[option + 1]?.text;
}

function readFrame(tokens: readonly ShellToken[], depth: number): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let pipeline = 0;
  let words: ShellWord[] = [];
  let redirections: { operator: string; target: ShellWord }[] = [];
  const bodies: { readonly name: string; braces: number }[] = [];
  let announced: string | null = null;

  const flush = (after: string): void => {
    const inner = unwrap(words);
    const program = baseName(inner[0]);
    const all = [...words, ...redirections.map(({ target }) => target)];
    const nested = all.flatMap((word) => word.nested.flatMap((line) => readFrame(line, depth + 1)));
    const text = innerText(program, inner.slice(1));
    if (text !== undefined && depth < MAX_DEPTH) {
      const lines = readTokens(text);
      if (lines !== undefined) nested.push(...readFrame(lines, depth + 1));
    }
    if (inner.length > 0 || redirections.length > 0 || nested.length > 0) {
      commands.push({
        program,
        args: inner.slice(1),
        redirections,
        pipeline,
        background: after === '&',
        piped: after === '|',
        within: bodies.at(-1)?.name ?? null,
        nested,
      });
    }
    if (after !== '|') pipeline += 1;
    words = [];
    redirections = [];
  };

  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'redirection') continue;
    const before = tokens[index - 1];
    if (token.kind === 'word') {
      if (before?.kind === 'redirection') redirections.push({ operator: before.text, target: token });
      else if (!token.quoted && token.text === '{' && words.length === 0) {
        const around = bodies.at(-1);
        if (announced !== null) bodies.push({ name: announced, braces: 1 });
        else if (around !== undefined) around.braces += 1;
        announced = null;
      } else if (!token.quoted && token.text === '}' && words.length === 0) {
        const body = bodies.at(-1);
        if (body !== undefined) body.braces -= 1;
        if (body?.braces === 0) bodies.pop();
      } else words.push(token);
      continue;
    }
    // `name()` announces a function: its body is what follows in braces.
    if (token.text === '(' && words.length === 1 && tokens[index + 1]?.kind === 'operator') {
      announced = words[0]?.text ?? null;
      words = [];
      continue;
    }
    flush(token.text);
  }
  flush('end');
  return commands;
}

/** All commands of a command line, in order, those in its substitutions under theirs; undefined if unreadable. */
export function readCommands(text: string): readonly ShellCommand[] | undefined {
  const tokens = readTokens(text);
  return tokens === undefined ? undefined : readFrame(tokens, 0);
}

/** The same commands in one list, nested ones before those that hold them. */
export function flatten(commands: readonly ShellCommand[]): readonly ShellCommand[] {
  return commands.flatMap((command) => [...flatten(command.nested), command]);
}
