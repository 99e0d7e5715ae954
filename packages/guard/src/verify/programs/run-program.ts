import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface ProgramRun {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Kills the program and everything it started. */
  readonly signal: AbortSignal;
  /** What it reads on its standard input. Default: nothing. */
  readonly input?: Uint8Array;
}

export type ProgramEnd =
  | {
      readonly status: 'exited';
      readonly code: number;
      /** The last lines that it printed, errors after the rest. */
      readonly output: string;
      /** All of its standard output, or as much as is kept. */
      readonly stdout: string;
    }
  | { readonly status: 'killed'; readonly signal: string }
  | { readonly status: 'not-started'; readonly reason: string };

/** Standard output beyond this is not kept: what was to be parsed does not parse then. */
const KEPT_BYTES = 32 * 1024 * 1024;
const TAIL_BYTES = 16 * 1024;
const TAIL_LINES = 20;

/** Runs a program without a shell, in a process group of its own, and keeps what it printed. */
export function runProgram({ file, args, cwd, env, signal, input }: ProgramRun): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ status: 'not-started', reason: 'there was no time left' });
      return;
    }
    const child = spawn(file, [...args], {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    // A program that does not read what it is given closes the pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    const stdout = keepOutput(child.stdout, KEPT_BYTES);
    const stderr = keepOutput(child.stderr, TAIL_BYTES);
    const stop = (): void => killGroup(child);
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', (error) => {
      signal.removeEventListener('abort', stop);
      resolve({ status: 'not-started', reason: error.message });
    });
    child.once('close', (code, killedBy) => {
      signal.removeEventListener('abort', stop);
      if (code === null) {
        resolve({ status: 'killed', signal: killedBy ?? 'a signal' });
        return;
      }
      const output = [stdout.tail(), stderr.tail()].filter(Boolean).join('\n');
      resolve({ status: 'exited', code, output, stdout: stdout.all() });
    });
  });
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid === undefined || process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

interface Output {
  all(): string;
  /** The last lines. */
  tail(): string;
}

/** Keeps the beginning of what a stream says, up to a limit, and its end, however much it says. */
function keepOutput(stream: Readable, limit: number): Output {
  const chunks: Buffer[] = [];
  let kept = 0;
  let end = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    end = Buffer.concat([end, chunk]).subarray(-TAIL_BYTES);
    if (kept >= limit) return;
    chunks.push(chunk);
    kept += chunk.length;
  });
  return {
    all: () => Buffer.concat(chunks).toString('utf8'),
    tail: () => end.toString('utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n'),
  };
}
