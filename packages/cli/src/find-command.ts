import { UsageError } from './command.js';
import type { Command } from './command.js';

/** Letters that may be wrong in a name that is still taken for a slip. */
const MOST_WRONG = 3;

/** A command, and the arguments behind its name. */
export interface FoundCommand {
  readonly command: Command;
  readonly own: readonly string[];
}

/**
 * The command that a line names, by two words or by one.
 *
 * @throws UsageError that names what is near where there is no such command, or the words that may follow.
 */
export async function findCommand(
  args: readonly string[],
  commands: readonly Command[],
): Promise<FoundCommand> {
  const [name, second, ...rest] = args;
  if (name === undefined) throw new UsageError('name a command');
  const both = commands.find((each) => each.name === `${name} ${second}`);
  if (both !== undefined) return { command: both, own: rest };
  const one = commands.find((each) => each.name === name);
  if (one !== undefined) return { command: one, own: args.slice(1) };
  const parts = commands.filter((each) => each.name.startsWith(`${name} `));
  if (parts.length > 0) {
    const words = parts.map((each) => each.name.slice(name.length + 1)).join(', ');
    throw new UsageError(`${name} must be followed by one of ${words}; got ${JSON.stringify(second ?? '')}`);
  }
  const near = await nearest(name, [...commands.map((each) => each.name), 'help']);
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  throw new UsageError(`there is no command ${JSON.stringify(name)}${meant}`);
}

/** Of a name that is far too long nothing is near: comparing it would only take time. */
async function nearest(name: string, names: readonly string[]): Promise<string | undefined> {
  if (name.length > 40) return undefined;
  const { closestMatch } = await import('leven');
  const maxDistance = Math.min(MOST_WRONG, Math.floor(name.length / 2));
  return closestMatch(name, names, { maxDistance });
}
