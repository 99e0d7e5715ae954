import { isPlainChain } from './plain-commands.js';
import { readCommands, programName } from './call-commands.js';
import type { CommandSource } from './call-commands.js';

/** Commands that prepare a push or a publication and ask nothing: after them it runs, or the whole call has failed. */
const PREPARES =
  /^(?:cd\b|git (?:add|commit|tag|push|fetch|switch|checkout|config|init|remote)\b|npm (?:version|publish|pack)\b|(?:pnpm|yarn) publish\b)/;

/**
 * Whether every command of a call certainly ran when the call succeeded: one simple command, or such that follow
 * only on others that prepare them. A call of no commands is a tool that does what it is named for.
 */
export function allCertainlyRan(source: CommandSource): boolean {
  const commands = readCommands(source);
  if (commands.length === 0) return true;
  return (
    isPlainChain(source) &&
    commands.slice(0, -1).every(({ argv: [name, ...args] }) => {
      const words = args.filter((arg) => arg === null || !arg.startsWith('-'));
      return PREPARES.test([programName(name), ...words].join(' '));
    })
  );
}
