import { UsageError } from './command.js';

/** @throws UsageError when a command that takes nothing is given something. */
export function noArguments(args: readonly string[]): void {
  if (args.length > 0)
    throw new UsageError(`this command takes no arguments, got ${JSON.stringify(args[0])}`);
}
