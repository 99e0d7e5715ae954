import { SentinelError, type Clock } from '@sentinel-agentos/core';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lock } from './lock.js';

/** Longer than any batch takes on a disk that works. */
const PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 5;

/** Blocks the thread until the lock is held. @throws SentinelError `STATE_LOCKED` after ten seconds. */
export function waitForLockSync(lock: Lock, clock: Clock): void {
  if (lock.tryAcquire()) return;
  const attempts = pauses(clock);
  const cell = new Int32Array(new SharedArrayBuffer(4));
  while (!lock.tryAcquire()) Atomics.wait(cell, 0, 0, attempts.next());
}

/** The same without blocking. */
export async function waitForLock(lock: Lock, clock: Clock): Promise<void> {
  const attempts = pauses(clock);
  while (!lock.tryAcquire()) await sleep(attempts.next());
}

/** Pauses that grow to a few milliseconds, until patience ends. */
function pauses(clock: Clock): { next(): number } {
  const deadline = clock.monotonic() + PATIENCE_MS;
  let pause = 0.1;
  return {
    next() {
      if (clock.monotonic() > deadline) {
        throw new SentinelError('STATE_LOCKED', 'Another process has held the journal for ten seconds.');
      }
      pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5);
      return pause;
    },
  };
}
