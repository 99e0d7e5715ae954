/** Where a command reads from and writes to. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
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

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Command {
  readonly name: string;
  /** Arguments, as the help shows them. */
  readonly usage: string;
  readonly summary: string;
  readonly run: (input: CommandInput) => ExitCode | Promise<ExitCode>;
}

/** The command was used wrongly. The message says how, and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
