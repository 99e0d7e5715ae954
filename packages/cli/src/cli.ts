import { COMMANDS } from './commands/index.js';
import { EXIT, UsageError } from './command.js';
import { findCommand } from './find-command.js';
import { commandHelp, helpJson, helpText } from './help.js';
import { globalOptions } from './global-options.js';
import { shownJsonLine } from './shown-text.js';
import { version } from './version.js';
import type { ExitCode, Terminal } from './command.js';

/** Runs one command line. Never throws; everything that goes wrong is said on stderr. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const { args, workspaceRoot, language, isHelp, isJson } = globalOptions(argv, terminal);
    const [name, ...rest] = args;
    if (name === '--version' || name === '-v') {
      terminal.out(isJson ? shownJsonLine({ version: version() }) : version());
      return EXIT.ok;
    }
    const isAboutAll = name === undefined && isHelp;
    if (isAboutAll || name === 'help') {
      const words = rest.filter((word) => word !== '--json');
      if (words.length > 0) terminal.out(commandHelp((await findCommand(words, COMMANDS)).command));
      else terminal.out(isJson ? helpJson() : helpText());
      return EXIT.ok;
    }
    const { command, own } = await findCommand(args, COMMANDS);
    if (isHelp) {
      terminal.out(commandHelp(command));
      return EXIT.ok;
    }
    const given = command.isAlwaysJson === true ? own.filter((arg) => arg !== '--json') : own;
    return await command.run({ args: given, workspaceRoot, language, terminal });
  } catch (error) {
    return await tellError(error, argv, terminal);
  }
}

/** Says what went wrong on stderr: in words, or with `--json` as one line `{"error":{"code","message"}}`. */
async function tellError(error: unknown, argv: readonly string[], { err }: Terminal): Promise<ExitCode> {
  const { code, message, hint, exitCode } = await explain(error);
  const end = argv.indexOf('--');
  const isJson = argv.slice(0, end === -1 ? undefined : end).includes('--json');
  if (isJson) err(shownJsonLine({ error: { code, message } }));
  else err(hint === null ? `${code}: ${message}` : `${message}\n${hint}`);
  return exitCode;
}

interface Explained {
  readonly code: string;
  readonly message: string;
  /** Where to read more; null for what no reading mends. */
  readonly hint: string | null;
  readonly exitCode: ExitCode;
}

async function explain(error: unknown): Promise<Explained> {
  if (error instanceof UsageError) {
    const { message, exitCode } = error;
    const hint = 'Run sentinel-agentos help for the commands and their arguments.';
    return { code: exitCode === EXIT.usage ? 'USAGE' : 'FAILED', message, hint, exitCode };
  }
  // Loaded only here: `help` and shells that complete must not wait for it.
  const { SentinelError } = await import('sentinel-agentos');
  if (SentinelError.is(error)) {
    return { code: error.code, message: error.message, hint: null, exitCode: EXIT.denied };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'FAILED', message, hint: null, exitCode: EXIT.denied };
}
