import { closeSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';

/** A compaction takes milliseconds: a lock this old was left by a process that died. */
const STALE_AFTER_MS = 60_000;

/**
 * Runs work that only one process may do at a time. False when another is at it. A lock left behind is taken
 * away, and the work is left to the next who comes.
 */
export function withCompactionLock(lock: string, instance: string, work: () => void): boolean {
  try {
    closeSync(openSync(lock, 'wx', 0o600));
  } catch (error) {
    if (!isNodeError(error, 'EEXIST')) throw error;
    if (isStale(lock)) removeStale(lock, `${lock}-${instance}`);
    return false;
  }
  try {
    work();
    return true;
  } finally {
    rmSync(lock, { force: true });
  }
}

function isStale(lock: string): boolean {
  const stat = statSync(lock, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > STALE_AFTER_MS;
}

/** Of several who found the same lock stale, the rename succeeds for one. */
function removeStale(lock: string, aside: string): void {
  try {
    renameSync(lock, aside);
    // Between the look and the rename somebody else may have locked anew: theirs is put back.
    if (!isStale(aside)) linkSync(aside, lock);
  } catch (error) {
    if (!isNodeError(error, 'ENOENT') && !isNodeError(error, 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

export function isNodeError(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
