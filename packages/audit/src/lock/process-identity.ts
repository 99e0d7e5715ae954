import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Identifier of the boot; null where the system has none. */
  readonly boot: string | null;
  /** When the process started, in the system's own words; null where it cannot be told. */
  readonly started: string | null;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), boot: bootId(), started: startOf(process.pid) };
}

/** False only when the process is certainly gone: another host's process counts as running. */
export function mayBeRunning(identity: ProcessIdentity): boolean {
  if (identity.host !== hostname()) return true;
  const boot = bootId();
  if (identity.boot !== null && boot !== null && identity.boot !== boot) return false;
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const started = startOf(identity.pid);
  return identity.started === null || started === null || identity.started === started;
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

function startOf(pid: number): string | null {
  try {
    // The second field is the program's name in parentheses and may hold anything; the rest counts from 3.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3] ?? null;
  } catch {
    const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return status === 0 && stdout.trim() !== '' ? stdout.trim() : null;
  }
}
