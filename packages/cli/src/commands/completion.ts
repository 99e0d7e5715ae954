import { bashCompletion } from '../completion/bash.js';
import { completedWords } from '../completion/completed-words.js';
import { EXIT, UsageError } from '../command.js';
import { fishCompletion } from '../completion/fish.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import { zshCompletion } from '../completion/zsh.js';
import type { CompletedWords } from '../completion/completed-words.js';
import type { Command, CommandInput, ExitCode } from '../command.js';

const SHELLS: ReadonlyMap<string, (words: CompletedWords) => string> = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

/** What a shell sources so that it completes this command line. */
export function completion({ args, terminal }: CommandInput, commands: readonly Command[]): ExitCode {
  const { switches, words } = readOptions(args, [], ['json'], 1);
  const [shell = ''] = words;
  const script = SHELLS.get(shell)?.(completedWords(commands));
  if (script === undefined) {
    throw new UsageError(
      `name the shell, one of ${[...SHELLS.keys()].join(', ')}; got ${JSON.stringify(shell)}`,
    );
  }
  terminal.out(switches.has('json') ? shownJson({ shell, script }) : script);
  return EXIT.ok;
}
