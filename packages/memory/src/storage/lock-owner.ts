import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a lock. `started` tells a process from a later one with the same number; null where unknown. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  readonly started: string | null;
  readonly token: string;
}

/** After this long, a lock whose owner cannot be looked at (another host, no content) counts as left behind. */
const UNKNOWN_OWNER_MS = 60_000;
const NO_CONTENT_MS = 5_000;

/** This process as an owner. `token` is unique to one locking. */
export function thisOwner(token: string): LockOwner {
  return { pid: process.pid, host: hostname(), started: processStart(process.pid), token };
}

/** Reads an owner from the text of a lock file; null when it is not one (yet). */
export function parseOwner(text: string): LockOwner | null {
  try {
    const { pid, host, started, token } = JSON.parse(text) as { [K in keyof LockOwner]: unknown };
    return Number.isSafeInteger(pid) && typeof host === 'string' && typeof token === 'string'
      ? { pid: pid as number, host, started: typeof started === 'string' ? started : null, token }
      : null;
  } catch {
    return null;
  }
}

/** Whether an owner is surely gone and its lock left behind. `ageMs` is the age of its file. */
export function isGone(owner: LockOwner | null, ageMs: number): boolean {
  if (owner === null) return ageMs > NO_CONTENT_MS;
  if (owner.host !== hostname()) return ageMs > UNKNOWN_OWNER_MS;
  if (!exists(owner.pid)) return true;
  const started = processStart(owner.pid);
  return owner.started !== null && started !== owner.started;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as { code?: unknown }).code === 'EPERM';
  }
}

/** Start time of a live process in clock ticks since boot, where the system tells; a zombie is not alive. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
