import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** The calls by which a journal is appended to: what may fail, or be the last thing that a process does. */
const CALLS: readonly string[] = [
  'mkdir',
  'openat',
  'write',
  'pwrite64',
  'fdatasync',
  'fsync',
  'ftruncate',
  'rename',
  'unlink',
  'flock',
  'fcntl',
];

/** The `nth` time that a process makes a call, and the file that it was about. */
export interface CallPlace {
  readonly call: string;
  readonly nth: number;
  readonly line: string;
}

export interface Traced {
  readonly stdout: string;
  readonly stderr: string;
  readonly signal: string | null;
  /** What strace noted, a call a line, files by their names. */
  readonly log: readonly string[];
}

export function hasStrace(): boolean {
  return spawnSync('strace', ['-qq', '-f', '--seccomp-bpf', '-o', '/dev/null', 'true']).status === 0;
}

/**
 * Runs node on a program under strace. `inject` as strace takes it, for example `fsync:error=EIO:when=3`; `calls` are
 * those that are noted.
 */
export async function traced(
  args: readonly string[],
  log: string,
  inject: string | null = null,
  calls: readonly string[] = CALLS,
): Promise<Traced> {
  const options = ['-f', '-y', '-s', '24', '-o', log, '-e', `trace=${calls.join(',')}`];
  const faults = inject === null ? [] : ['-e', `inject=${inject}`];
  // Faster, but strace 6.1 then sends no signals.
  if (inject?.includes('signal=') !== true) options.push('--seccomp-bpf');
  const child = spawn('strace', [...options, ...faults, process.execPath, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { stdout, stderr, signal, log: readFileSync(log, 'utf8').split('\n').slice(0, -1) };
}

/**
 * Every call that a run made on files below a folder. strace counts a call in each thread on its own, and so does
 * this; only those of the first thread are given, which is all of them while the disk is fast.
 */
export function placesBelow(folder: string, log: readonly string[]): CallPlace[] {
  const [first = ''] = log[0]?.split(' ') ?? [];
  const counts = new Map<string, number>();
  return log.flatMap((line) => {
    const [, thread, call] = /^([0-9]+) +([a-z0-9_]+)\(/.exec(line) ?? [];
    if (thread !== first || call === undefined) return [];
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    return line.includes(folder) ? [{ call, nth, line }] : [];
  });
}
