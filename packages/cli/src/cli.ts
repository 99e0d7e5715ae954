import { isAbsolute, resolve } from 'node:path';
import { SentinelError } from 'sentinel-agentos';
import { COMMANDS } from './commands/index.js';
import { EXIT, UsageError } from './command.js';
import { helpText } from './help.js';
import { version } from './version.js';
import type { ExitCode, Terminal } from './command.js';

/** Runs one command line. Never throws; everything that goes wrong is said on stderr. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const { args, workspace, language } = takeGlobalOptions(argv);
    const [name, ...rest] = args;
    if (name === '--version' || name === '-v') {
      terminal.out(version());
      return EXIT.ok;
    }
    if (name === 'help' || name === '--help' || name === '-h') {
      terminal.out(helpText());
      return EXIT.ok;
    }
    const subcommand = COMMANDS.find((each) => each.name === `${name} ${rest[0]}`);
    const command = subcommand ?? COMMANDS.find((each) => each.name === name);
    if (command === undefined) {
      throw new UsageError(
        name === undefined ? 'name a command' : `there is no command ${JSON.stringify(name)}`,
      );
    }
    const root = workspace ?? terminal.env['AGENTOS_WORKSPACE'] ?? '.';
    const workspaceRoot = isAbsolute(root) ? root : resolve(terminal.cwd, root);
    const own = subcommand === undefined ? rest : rest.slice(1);
    return await command.run({ args: own, workspaceRoot, language, terminal });
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.message}\nRun sentinel-agentos help for the commands and their arguments.`);
      return error.exitCode;
    }
    terminal.err(SentinelError.is(error) ? `${error.code}: ${error.message}` : String(error));
    return EXIT.denied;
  }
}

interface GlobalOptions {
  readonly args: readonly string[];
  readonly workspace: string | undefined;
  readonly language: 'en' | 'zh';
}

/** Takes the options that every command knows, from wherever they stand. */
function takeGlobalOptions(argv: readonly string[]): GlobalOptions {
  const args: string[] = [];
  const taken = new Map<string, string>();
  for (let index = 0; index < argv.length; index++) {
    const arg = argv[index] ?? '';
    // What follows belongs to the program that is run.
    if (arg === '--') {
      args.push(...argv.slice(index));
      break;
    }
    const match = /^--(workspace|language)(?:=(.*))?$/s.exec(arg);
    if (match?.[1] === undefined) {
      args.push(arg);
      continue;
    }
    const value = match[2] ?? argv[(index += 1)];
    if (value === undefined || value === '') throw new UsageError(`--${match[1]} needs a value`);
    taken.set(match[1], value);
  }
  const language = taken.get('language') ?? 'en';
  if (language !== 'en' && language !== 'zh') {
    throw new UsageError(`--language must be en or zh, got ${JSON.stringify(language)}`);
  }
  return { args, workspace: taken.get('workspace'), language };
}
