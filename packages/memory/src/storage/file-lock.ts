import { SentinelError } from '@sentinel-agentos/core';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { nanoid } from 'nanoid';
import { isGone, parseOwner, thisOwner, type LockOwner } from './lock-owner.js';
import { errorCode, stateUnavailable } from './state-unavailable.js';

/** How long a lock is waited for, in milliseconds, unless said otherwise. */
const LOCK_TIMEOUT_MS = 5_000;

/**
 * Runs `work` while this process alone holds the lock file. Holders keep it for milliseconds. A lock whose
 * owner died is taken over. Throws `STATE_LOCKED` when the owner lives and does not let go in time,
 * `STATE_UNAVAILABLE` when the file cannot be made.
 */
export function withFileLock<T>(path: string, work: () => T, timeoutMs: number = LOCK_TIMEOUT_MS): T {
  const owner = acquire(path, timeoutMs);
  try {
    return work();
  } finally {
    if (readLock(path)?.owner?.token === owner.token) rmSync(path, { force: true });
  }
}

function acquire(path: string, timeoutMs: number): LockOwner {
  const owner = thisOwner(nanoid());
  const deadline = performance.now() + timeoutMs;
  for (let pause = 1; ; pause = Math.min(pause * 2, 25)) {
    if (createExclusively(path, owner) || takeOver(path, owner)) return owner;
    if (performance.now() >= deadline) {
      const holder = readLock(path)?.owner;
      throw new SentinelError(
        'STATE_LOCKED',
        `memory: ${JSON.stringify(path)} is held by process ${holder?.pid ?? 'unknown'} for over ${timeoutMs} ms`,
      );
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
  }
}

function createExclusively(path: string, owner: LockOwner): boolean {
  let fd: number;
  try {
    fd = openSync(path, 'wx', 0o600);
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') return false;
    throw stateUnavailable('lock', path, cause);
  }
  try {
    writeSync(fd, JSON.stringify(owner));
    return true;
  } catch (cause) {
    rmSync(path, { force: true });
    throw stateUnavailable('lock', path, cause);
  } finally {
    closeSync(fd);
  }
}

/**
 * Takes over the lock of an owner that is gone. Claims are files named after that one locking, and are
 * removed only once it is over, so that of all who see it left behind exactly one live process takes it.
 */
function takeOver(path: string, owner: LockOwner): boolean {
  const left = readLock(path);
  if (left === null || !isGone(left.owner, left.ageMs)) return false;
  const claimed = claim(`${path}.${left.identity}`, owner);
  if (claimed === null) return false;
  const won = readLock(path)?.identity === left.identity;
  if (won) renameSync(claimed.at(-1) ?? path, path);
  for (const file of claimed) rmSync(file, { force: true });
  return won;
}

/** Claim files of dead claimants and, last, our own; null when a live process has a claim. */
function claim(name: string, owner: LockOwner): readonly string[] | null {
  const files: string[] = [];
  for (let attempt = 0; ; attempt += 1) {
    const file = `${name}.claim-${attempt}`;
    files.push(file);
    if (createExclusively(file, owner)) return files;
    const other = readLock(file);
    if (other === null || !isGone(other.owner, other.ageMs)) return null;
  }
}

interface LockReading {
  readonly owner: LockOwner | null;
  readonly ageMs: number;
  /** The same for every reader of one locking, and for no other locking. */
  readonly identity: string;
}

function readLock(path: string): LockReading | null {
  try {
    const text = readFileSync(path, 'utf8');
    const { mtimeMs } = statSync(path);
    const owner = parseOwner(text);
    const identity = createHash('sha256')
      .update(owner?.token ?? `${mtimeMs} ${text}`)
      .digest('hex');
    return { owner, ageMs: Date.now() - mtimeMs, identity: identity.slice(0, 16) };
  } catch {
    return null;
  }
}
