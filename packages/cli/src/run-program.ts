import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** How a program ended, as a shell tells it: 128 and the number of the signal, where one ended it. */
export interface Ended {
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | null;
}

export interface ProgramOptions {
  readonly cwd: string;
  /** Where its output goes; its errors go to stderr. */
  readonly output: 'stdout' | 'stderr';
  /** Ends the program. */
  readonly signal: AbortSignal;
}

/** What whoever runs this process sends to it is meant for the program. */
const PASSED_ON = ['SIGTERM', 'SIGHUP'] as const;
/** What keys at a terminal send reaches the program without this process: a second one would be another key. */
const FROM_KEYS = ['SIGINT', 'SIGQUIT'] as const;

/**
 * Runs a program with this process's own input and output, and waits for its end. No shell looks at the words.
 * Rejects where it cannot be started, with the error of the system.
 */
export async function runProgram(
  [program = '', ...args]: readonly string[],
  { cwd, output, signal }: ProgramOptions,
): Promise<Ended> {
  const child = spawn(program, args, {
    cwd,
    signal,
    stdio: ['inherit', output === 'stdout' ? 'inherit' : 2, 'inherit'],
  });
  const passOn = (name: NodeJS.Signals): void => void child.kill(name);
  const passKey = process.stdin.isTTY ? (): void => undefined : passOn;
  for (const name of PASSED_ON) process.on(name, passOn);
  for (const name of FROM_KEYS) process.on(name, passKey);
  try {
    return await new Promise<Ended>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, ended) => resolve({ exitCode: code ?? exitCodeOf(ended), signal: ended }));
    });
  } finally {
    for (const name of PASSED_ON) process.off(name, passOn);
    for (const name of FROM_KEYS) process.off(name, passKey);
  }
}

function exitCodeOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 1 : 128 + constants.signals[signal];
}
