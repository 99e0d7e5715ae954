import { SentinelError } from '@sentinel-agentos/core';
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lock } from './lock.js';
import { mayBeRunning, ownIdentity, type ProcessIdentity } from './process-identity.js';

/** Who holds a lock file. The token tells two locks of one process apart. */
interface Holder extends ProcessIdentity {
  readonly token: string;
}

export function processLockPath(dir: string): string {
  return join(dir, 'writer.pid');
}

/** The holder a lock file names; null when there is none or it cannot be read. */
function readHolder(path: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && typeof holder.token === 'string' ? (holder as Holder) : null;
  } catch {
    return null;
  }
}

/**
 * A lock file that one process keeps while it has the journal open. It is linked into place with its content,
 * so it is never seen half-written; that of a process which is certainly gone is taken over. It is looked at again
 * for every batch, so that a holder whose file was taken away stops instead of writing beside another.
 */
export function createProcessLock(dir: string): Lock {
  const path = processLockPath(dir);
  const token = randomBytes(12).toString('hex');
  let isHeld = false;
  /** The file with our token, as it was when that was read last: while it is the same, so is the token. */
  let seen: string | null = null;

  const isOurs = (): boolean => {
    const now = markOf(path);
    if (now !== null && now === seen) return true;
    const isSame = readHolder(path)?.token === token;
    seen = isSame ? now : null;
    return isSame;
  };

  const take = (): boolean => {
    const draft = `${path}.${token}`;
    writeFileSync(draft, `${JSON.stringify({ ...ownIdentity(), token })}\n`, { mode: 0o600 });
    try {
      linkSync(draft, path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    } finally {
      rmSync(draft, { force: true });
    }
  };

  return {
    kind: 'process',
    tryAcquire() {
      if (isHeld) {
        if (isOurs()) return true;
        isHeld = false;
        throw held(dir, path, readHolder(path));
      }
      if (take()) return (isHeld = true);
      refuseOrEvict(dir);
      return false;
    },
    release() {},
    close() {
      if (isHeld && readHolder(path)?.token === token) rmSync(path, { force: true });
      isHeld = false;
    },
  };
}

/** Changes with every change of a file, and when another takes its place; null when there is none. */
function markOf(path: string): string | null {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}:${stat.size}:${stat.ctimeNs}`;
}

/**
 * Looks at the lock file of another process: one of a process that is certainly gone is removed.
 *
 * @throws SentinelError `STATE_LOCKED` naming the holder otherwise.
 */
export function refuseOrEvict(dir: string): void {
  const path = processLockPath(dir);
  const holder = readHolder(path);
  if (holder === null && !existsSync(path)) return;
  if (holder === null || mayBeRunning(holder)) throw held(dir, path, holder);
  const aside = `${path}.${randomBytes(12).toString('hex')}.stale`;
  try {
    renameSync(path, aside);
    // Somebody may have evicted the stale file first and put a live one there: that goes back.
    if (readHolder(aside)?.token !== holder.token) linkSync(aside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function held(dir: string, path: string, holder: Holder | null): SentinelError {
  const who = holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  return new SentinelError('STATE_LOCKED', `The journal in ${dir} is held by ${who} (${path}).`);
}
