import { describe, expect, it } from 'vitest';
import { chooseLock } from '../../src/lock/choose-lock.js';
import { createKernelLock, loadNative } from '../../src/lock/kernel-lock.js';
import type { Lock } from '../../src/lock/lock.js';
import { waitForLock, waitForLockSync } from '../../src/lock/wait-for-lock.js';
import { tempFolder } from '../support/temp-folder.js';
import { rejected, thrown } from '../support/thrown.js';

describe('chooseLock', () => {
  it('takes the lock of the kernel where its module loads, and the file where it is asked for', () => {
    expect(loadNative()).not.toBeNull();
    expect(chooseLock('auto', '/nowhere').kind).toBe('kernel');
    expect(chooseLock('kernel', '/nowhere').kind).toBe('kernel');
    expect(chooseLock('process', '/nowhere').kind).toBe('process');
  });

  it('makes locks that exclude each other until they are released', () => {
    const dir = tempFolder();
    const [a, b] = [chooseLock('kernel', dir), chooseLock('kernel', dir)];
    expect(a.tryAcquire()).toBe(true);
    expect(b.tryAcquire()).toBe(false);
    a.release();
    expect(b.tryAcquire()).toBe(true);
    b.close();
    expect(a.tryAcquire()).toBe(true);
    a.close();
    a.release();
    a.close();
  });

  it('gives the lock of the kernel up when the kernel fails to unlock it', () => {
    const native = loadNative();
    if (native === null) throw new Error('no kernel locks here');
    const unlock = (): never => {
      throw new Error('i/o error');
    };
    const dir = tempFolder();
    const [a, b] = [
      createKernelLock(dir, { tryLock: (fd) => native.tryLock(fd), unlock }),
      chooseLock('kernel', dir),
    ];
    expect(a.tryAcquire()).toBe(true);
    a.release();
    expect(b.tryAcquire()).toBe(true);
    b.release();
    expect(a.tryAcquire()).toBe(true);
    a.close();
    b.close();
  });
});

describe('waiting for a lock', () => {
  const busyFor = (tries: number): Lock => {
    let left = tries;
    return {
      kind: 'kernel',
      tryAcquire: () => (left -= 1) < 0,
      release: () => {},
      close: () => {},
    };
  };
  let now = 0;
  const clock = { now: () => 0, monotonic: () => (now += 1000) };

  it('ends when the lock is free', async () => {
    waitForLockSync(busyFor(0), clock);
    waitForLockSync(busyFor(4), clock);
    await waitForLock(busyFor(4), clock);
  });

  it('ends with an error when it never is', async () => {
    thrown('STATE_LOCKED', () => waitForLockSync(busyFor(1000), clock));
    await rejected('STATE_LOCKED', waitForLock(busyFor(1000), clock));
  });
});
