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
}

export type ProgramEnd =
  | { readonly status: 'exited'; readonly code: number; readonly output: string }
  | { readonly status: 'killed'; readonly signal: string }
  | { readonly status: 'not-started'; readonly reason: string };

const TAIL_BYTES = 16 * 1024;
const TAIL_LINES = 20;

/** Runs a program without a shell, in a process group of its own, and keeps the last lines it printed, errors after the rest. */
export function runProgram({ file, args, cwd, env, signal }: ProgramRun): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ status: 'not-started', reason: 'there was no time left' });
      return;
    }
    const child = spawn(file, [...args], {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const printed = [createTail(child.stdout), createTail(child.stderr)];
    const stop = (): void => killGroup(child);
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', (error) => {
      signal.removeEventListener('abort', stop);
      resolve({ status: 'not-started', reason: error.message });
    });
    child.once('close', (code, killedBy) => {
      signal.removeEventListener('abort', stop);
      if (code === null) resolve({ status: 'killed', signal: killedBy ?? 'a signal' });
      else
        resolve({
          status: 'exited',
          code,
          output: printed
            .map((tail) => tail())
            .filter(Boolean)
            .join('\n'),
        });
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

/** Keeps the end of what a stream says, however much that is; answers its last lines. */
function createTail(stream: Readable): () => string {
  let tail = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-TAIL_BYTES);
  });
  return () => tail.toString('utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
