import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Duplex, Readable, Writable } from 'node:stream';
import type { ExecResult } from '../backend.js';
import { captureOutput } from '../output/captured-output.js';
import { watchWorkspace } from '../output/workspace-watch.js';
import type { ControlGroup } from './control-group.js';
import { leakingDescriptors } from './leaking-descriptors.js';
import { openStatusFile } from './status-file.js';
import type { StatusFile } from './status-file.js';
import type { SharedText } from './shared-text.js';
import { unavailable } from './unavailable.js';

/** One program to start, with everything decided. */
export interface PreparedRun {
  readonly bwrap: string;
  /** Arguments that only bubblewrap itself reads, and from a descriptor: some may be secrets. */
  readonly hidden: readonly string[];
  readonly command: readonly string[];
  /** Bytes of the largest file that it may write. */
  readonly fileBytes: number;
  /** The program for the kernel that filters system calls. */
  readonly seccomp: SharedText;
  /** Texts to be read from descriptors, in order, from `FIRST_FILE` on. */
  readonly files: readonly SharedText[];
  readonly group: ControlGroup | null;
  readonly stdin: string | Uint8Array | undefined;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly outputBytes: number;
  /** Ends the run when this folder grows by more. Null: nothing to watch. */
  readonly watched: { readonly folder: string; readonly megabytes: number } | null;
}

/** What a run did, without what stood around it. */
export type RunOutcome = Omit<ExecResult, 'isolation' | 'network'>;

// Descriptors of the started program, behind its three streams.
// A plain shell knows no number above nine.
const GATE = 3;
const STATUS = 4;
const ARGUMENTS = 5;
const SECCOMP = 6;
/** The descriptor of the first of `files`. */
export const FIRST_FILE = 7;

/**
 * Puts down limits that the walls need no more than the program, by what every shell has built in; enters the control
 * groups; then becomes what follows. It never goes on without one of them. Blocks of a file are of 512 bytes.
 */
const ENTER =
  'ulimit -c 0 && ulimit -n 4096 && ulimit -l 64 && ulimit -f "$1" || exit 125; n=$2; shift 2; ' +
  'while [ "$n" -gt 0 ]; do echo 0 >"$1" || exit 125; shift; n=$((n-1)); done; exec "$@"';
const BLOCK = 512;

/**
 * Stands before the program inside: says that it is there, and goes on when it is answered. While bubblewrap builds
 * the walls, nothing ends the inside when this process ends; whoever comes to the gate then finds nobody behind it.
 */
export const GATEKEEPER: readonly string[] = [
  '/bin/sh',
  '-c',
  `echo >&${GATE} && read -r answer <&${GATE} && exec ${GATE}>&- && exec "$@"`,
  'sentinel-agentos-gate',
];

/** What the gatekeeper, or who limits the program, says of one that is not there or is none. */
const REFUSED = /^(?:prlimit: failed to execute |sentinel-agentos-gate: )/;

const KNOWN_YET_MS = 5;

type Ending = 'timeout' | 'aborted' | 'output-limit';

function start(run: PreparedRun, status: StatusFile): ChildProcess {
  const bwrap = [run.bwrap, '--args', String(ARGUMENTS), '--seccomp', String(SECCOMP)];
  const line = [...bwrap, '--json-status-fd', String(STATUS), '--', ...run.command];
  const entrances = run.group?.entrances ?? [];
  const limits = [String(Math.ceil(run.fileBytes / BLOCK)), String(entrances.length), ...entrances];
  const opened: number[] = [];
  let child: ChildProcess;
  try {
    child = spawn('/bin/sh', ['-c', ENTER, 'sh', ...limits, ...line], {
      cwd: '/',
      // Empty: the first process inside is bubblewrap, and shows its environment to the others.
      env: {},
      stdio: descriptorsFor(run, status, opened),
    });
  } finally {
    opened.forEach((descriptor) => closeSync(descriptor));
  }
  const to = pipes(child);
  give(to[ARGUMENTS], Buffer.from(run.hidden.map((argument) => `${argument}\0`).join('')));
  if (run.stdin !== undefined) give(child.stdin, Buffer.from(run.stdin));
  return child;
}

/** The descriptors of a program. Typed as if there were five; there are as many as were asked for. */
function pipes(child: ChildProcess): readonly (Readable | Writable | null | undefined)[] {
  return child.stdio;
}

/**
 * Streams, pipes, files, and nothing in the place of every descriptor that would be inherited.
 *
 * @param opened gets what is to be closed once the program has them
 */
function descriptorsFor(run: PreparedRun, status: StatusFile, opened: number[]): StdioOptions {
  const keep = (descriptor: number): number => {
    opened.push(descriptor);
    return descriptor;
  };
  const stdio: ('pipe' | 'ignore' | number)[] = [run.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
  stdio[GATE] = 'pipe';
  stdio[STATUS] = status.descriptor;
  stdio[ARGUMENTS] = 'pipe';
  stdio[SECCOMP] = keep(run.seccomp.open());
  run.files.forEach((text, index) => (stdio[FIRST_FILE + index] = keep(text.open())));
  const leaking = leakingDescriptors();
  const nothing = leaking.length === 0 ? 0 : keep(openSync('/dev/null', 'r'));
  for (const descriptor of leaking) stdio[descriptor] ??= nothing;
  return Array.from(stdio, (entry) => entry ?? 'ignore');
}

function give(stream: Readable | Writable | null | undefined, content: Uint8Array): void {
  if (stream === null || stream === undefined || !('write' in stream)) return;
  // Whoever ends without reading it all has its reasons, and says them by its exit.
  stream.on('error', () => undefined);
  stream.end(content);
}

/** Ends the first process inside, and so all of them; tries again until it is known, or bubblewrap has ended. */
function killInside(child: ChildProcess, status: StatusFile): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const pid = status.read('child-pid');
  if (pid === undefined) {
    setTimeout(() => killInside(child, status), KNOWN_YET_MS);
    return;
  }
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/**
 * Runs one program, and resolves when nothing of it is left: the first process inside ends with bubblewrap, and the
 * kernel ends all others with the first one.
 *
 * @throws SentinelError `SANDBOX_UNAVAILABLE` when bubblewrap did not get as far as starting it.
 */
export async function runInBubblewrap(run: PreparedRun): Promise<RunOutcome> {
  const output = captureOutput(run.outputBytes);
  const started = performance.now();
  let ending: Ending | undefined;
  const status = openStatusFile();
  let failure: Error | undefined;
  const child = start(run, status);
  const gate = child.stdio[GATE] as Duplex | null;
  const end = (why: Ending): void => {
    ending ??= why;
    gate?.destroy();
    // Never bubblewrap itself: without it, what it has just started would wait for it forever.
    killInside(child, status);
  };
  const onAbort = (): void => end('aborted');
  const timer = setTimeout(() => end('timeout'), run.timeoutMs);
  const watch =
    run.watched === null
      ? undefined
      : watchWorkspace(run.watched.folder, run.watched.megabytes, () => end('output-limit'));
  run.signal.addEventListener('abort', onAbort, { once: true });
  if (run.signal.aborted) onAbort();
  for (const kind of ['stdout', 'stderr'] as const)
    child[kind]?.on('data', (content: Uint8Array) => {
      if (!output.add(kind, content)) end('output-limit');
    });
  gate?.on('error', () => undefined);
  gate?.once('data', () => gate.end('\n'));
  const signalled = await new Promise<boolean>((settle) => {
    child.on('error', (error) => {
      failure = error;
      settle(false);
    });
    child.on('close', (_, signal) => settle(signal !== null));
  });
  const exitCode = status.read('exit-code') ?? null;
  status.close();
  clearTimeout(timer);
  watch?.stop();
  run.signal.removeEventListener('abort', onAbort);
  const outOfMemory = run.group?.ranOutOfMemory() ?? false;
  await run.group?.remove();
  if (failure !== undefined) throw unavailable('bubblewrap could not be started', failure);
  const stderr = output.text('stderr');
  if (ending === undefined && exitCode === null && !signalled) {
    throw unavailable(`bubblewrap did not start the program: ${stderr.trim()}`);
  }
  return {
    status: ending ?? outcome(exitCode, stderr, outOfMemory),
    exitCode: ending === undefined ? exitCode : null,
    stdout: output.text('stdout'),
    stderr,
    truncated: output.truncated,
    durationMs: Math.round((performance.now() - started) * 1000) / 1000,
  };
}

function outcome(exitCode: number | null, stderr: string, outOfMemory: boolean): ExecResult['status'] {
  if (exitCode === null) return outOfMemory ? 'oom' : 'backend-error';
  if (exitCode === 0) return 'ok';
  if (outOfMemory) return 'oom';
  const refused = (exitCode === 126 || exitCode === 127) && REFUSED.test(stderr);
  return refused ? 'denied' : 'exit';
}
