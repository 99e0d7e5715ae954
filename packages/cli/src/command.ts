import type { Readable, Writable } from 'node:stream';

/** Where a command reads from and writes to. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Writes bytes to the output as they are. */
  readonly write: (bytes: Uint8Array) => void;
  /** What is piped in. */
  readonly input: () => AsyncIterable<Uint8Array>;
  /** The input and the output themselves, for a command that speaks a protocol over them. */
  readonly streams: () => { readonly input: Readable; readonly output: Writable };
  /** Has `stop` called when the program is asked to end; gives back how to take that back. */
  readonly onStop: (stop: () => void) => () => void;
  /** Shows how far something long is, on one line of its own; null when nobody watches. */
  readonly progress: ((text: string) => void) | null;
  /**
   * Asks the person at the terminal, also where input and output are pipes, and gives the line that was typed. Null
   * when there is no terminal, or when `signal` ended the wait.
   */
  readonly ask: (text: string, signal: AbortSignal) => Promise<string | null>;
  /** True when a person reads the output. */
  readonly isWatched: boolean;
  /** True when the output shows colours. */
  readonly hasColours: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** What a command is given: its own arguments, and the folder of the agent's work. */
export interface CommandInput {
  readonly args: readonly string[];
  readonly workspaceRoot: string;
  readonly language: 'en' | 'zh';
  readonly terminal: Terminal;
}

/** How a command ended, as the process's exit code: done, denied or refuted, wrongly used. */
export const EXIT = { ok: 0, denied: 1, usage: 2 } as const;

/**
 * 0, 1 or 2 as `EXIT` says. `audit verify` has codes of its own: 0 whole, 1 could not check, 2 tampered, 3 truncated;
 * `exec` and `mcp` end with the code of the program that they ran.
 */
export type ExitCode = number;

/** What a command does. */
export type Run = (input: CommandInput) => ExitCode | Promise<ExitCode>;

export interface Command {
  /** One word, or two: `audit verify`. */
  readonly name: string;
  /** Arguments, as the help shows them. Shells complete the options that are named here. */
  readonly usage: string;
  readonly summary: string;
  /** Its exit codes, where they say more than those of every command. */
  readonly exits?: string;
  /** Whether its output is JSON whatever is asked for; `--json` is then taken and changes nothing. */
  readonly isAlwaysJson?: boolean;
  /** Loads what the command needs: no other command pays for it. */
  readonly run: Run;
}

/** The command was used wrongly. The message says how, and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What the process ends with. */
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}
