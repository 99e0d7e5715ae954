import { constants } from 'node:os';
import { spawn } from 'node:child_process';
import { SentinelError } from '@sentinel-agentos/core';
import type { ChildProcessByStdio } from 'node:child_process';
import type { McpSide } from './proxy.js';
import type { Readable, Writable } from 'node:stream';

/** A server that runs as a program. */
export interface McpServerProcess {
  readonly side: McpSide;
  /**
   * Resolves with the exit code, 128 and the signal's number where a signal ended it.
   * @throws SentinelError `INVALID_ARGUMENT` when the program cannot be started.
   */
  readonly ended: Promise<number>;
  /** Asks it to end, and ends it when it does not. */
  readonly stop: () => void;
}

/** How long a server may take to end by itself, and again when it is asked to. */
const GRACE_MS = 5000;
/** How long what a server left behind may keep its output open. */
const LEFT_OPEN_MS = 1000;

/**
 * Starts a server with the environment of this process. It inherits stderr. When it is told that nobody speaks to it
 * any more it has five seconds to end, then it is asked to, and five seconds later it is killed.
 */
export function startMcpServer(command: string, args: readonly string[]): McpServerProcess {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    windowsHide: true,
  });
  const timers: NodeJS.Timeout[] = [];
  const after = (ms: number, action: () => void): void => void timers.push(setTimeout(action, ms));
  const stop = (): void => {
    child.kill('SIGTERM');
    after(GRACE_MS, () => child.kill('SIGKILL'));
  };
  child.stdin.once('finish', () => after(GRACE_MS, stop));
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (cause) => {
      const shown = JSON.stringify(command);
      reject(new SentinelError('INVALID_ARGUMENT', `the server cannot be started: ${shown}`, { cause }));
    });
    child.once('exit', (code, signal) => {
      after(LEFT_OPEN_MS, () => child.stdout.destroy());
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
    child.once('close', () => {
      for (const timer of timers) clearTimeout(timer);
    });
  });
  return { side: { says: child.stdout, hears: child.stdin }, ended, stop };
}
