import type { Command } from '../command.js';

/** A word that a shell offers, and what it is. */
export interface Offer {
  readonly word: string;
  readonly what: string;
}

/** What a shell offers behind one command. */
export interface CompletedCommand {
  /** One word, or two. */
  readonly name: string;
  /** Words that make another command of it. */
  readonly next: readonly Offer[];
  readonly options: readonly string[];
  /** The values of options that have few. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Everything that a shell offers. */
export interface CompletedWords {
  readonly first: readonly Offer[];
  readonly commands: readonly CompletedCommand[];
}

const GLOBAL = ['--workspace', '--language', '--help'];
const LANGUAGES = ['en', 'zh'];
const HELP: Offer = { word: 'help', what: 'show the commands and their arguments' };

/** Reads what shells offer from the table of commands: their names, and the options in their usage. */
export function completedWords(commands: readonly Command[]): CompletedWords {
  const names = [...new Set(commands.flatMap(({ name }) => [name.split(' ')[0] ?? name, name]))];
  return {
    first: [...firstWords(commands), HELP],
    commands: names.map((name) => {
      const usage = commands.find((each) => each.name === name)?.usage ?? '';
      const options = usage.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? [];
      return {
        name,
        next: nextWords(name, usage, commands),
        options: [...new Set([...options, ...GLOBAL])],
        values: new Map([...valuesIn(usage), ['--language', LANGUAGES]]),
      };
    }),
  };
}

function firstWords(commands: readonly Command[]): readonly Offer[] {
  const words = new Map<string, string>();
  for (const { name, summary } of commands) {
    const [word = name, second] = name.split(' ');
    if (second === undefined || !words.has(word))
      words.set(word, second === undefined ? summary : `${word} …`);
  }
  return [...words].map(([word, what]) => ({ word, what }));
}

/** Second words of commands; and the words of a usage that is a choice of words, such as `bash|zsh|fish`. */
function nextWords(name: string, usage: string, commands: readonly Command[]): readonly Offer[] {
  const seconds = commands
    .filter((each) => each.name.startsWith(`${name} `))
    .map((each) => ({ word: each.name.slice(name.length + 1), what: each.summary }));
  const [choice = ''] = /^[a-z]+(?:\|[a-z]+)*(?= |$)/.exec(usage) ?? [];
  const own = choice === '' ? [] : choice.split('|').map((word) => ({ word, what: name }));
  return [...seconds, ...own];
}

function valuesIn(usage: string): readonly (readonly [string, readonly string[]])[] {
  return [...usage.matchAll(/(--[a-z][a-z-]*) ([a-z0-9]+(?:\|[a-z0-9]+)+)/g)].map(
    ([, option = '', values = '']) => [option, values.split('|')] as const,
  );
}
