import { isAbsolute, resolve } from 'node:path';
import { UsageError } from './command.js';
import type { CommandInput, Terminal } from './command.js';

/** What every command knows, taken from wherever it stands, and what is left for the command. */
export interface GlobalOptions extends Pick<CommandInput, 'args' | 'workspaceRoot' | 'language'> {
  /** `--help` or `-h`. */
  readonly isHelp: boolean;
  /** Whether `--json` is among the arguments; it stays there. */
  readonly isJson: boolean;
}

/**
 * Takes the options of every command. The workspace is `--workspace`, else AGENTOS_WORKSPACE, else the current folder.
 *
 * @throws UsageError for one without its value, or with a value that is none.
 */
export function globalOptions(
  argv: readonly string[],
  { env, cwd }: Pick<Terminal, 'env' | 'cwd'>,
): GlobalOptions {
  const args: string[] = [];
  const taken = new Map<string, string>();
  let isHelp = false;
  let isJson = false;
  for (let index = 0; index < argv.length; index++) {
    const arg = argv[index] ?? '';
    // What follows belongs to the program that is run.
    if (arg === '--') {
      args.push(...argv.slice(index));
      break;
    }
    const match = /^--(workspace|language)(?:=(.*))?$/s.exec(arg);
    if (match?.[1] !== undefined) {
      const value = match[2] ?? argv[(index += 1)];
      if (value === undefined || value === '') throw new UsageError(`--${match[1]} needs a value`);
      taken.set(match[1], value);
    } else if (arg === '--help' || arg === '-h') {
      isHelp = true;
    } else {
      isJson ||= arg === '--json';
      args.push(arg);
    }
  }
  const language = taken.get('language') ?? 'en';
  if (language !== 'en' && language !== 'zh') {
    throw new UsageError(`--language must be en or zh, got ${JSON.stringify(language)}`);
  }
  const fromEnvironment = env['AGENTOS_WORKSPACE'];
  const root =
    taken.get('workspace') ??
    (fromEnvironment === undefined || fromEnvironment === '' ? '.' : fromEnvironment);
  return { args, workspaceRoot: isAbsolute(root) ? root : resolve(cwd, root), language, isHelp, isJson };
}
