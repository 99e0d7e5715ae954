import { closeSync, openSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Lock } from './lock.js';
import { processLockPath, refuseOrEvict } from './process-lock.js';

interface Native {
  tryLock(fd: number): boolean;
  unlock(fd: number): void;
}

/** The optional module that knows the kernel's file locks. Null when it is not installed or does not load here. */
export function loadNative(): Native | null {
  try {
    // CommonJS has no import.meta.url, ES modules have no __filename.
    const here = typeof __filename === 'string' ? __filename : import.meta.url;
    const native = createRequire(here)('fs-native-extensions') as Partial<Native>;
    return typeof native.tryLock === 'function' && typeof native.unlock === 'function'
      ? (native as Native)
      : null;
  } catch {
    return null;
  }
}

/**
 * A lock that the kernel keeps for an open file: it ends with the process, however that ends, so there are
 * no stale ones. Two journals in one process exclude each other as two processes do.
 */
export function createKernelLock(dir: string, native: Native): Lock {
  const foreign = processLockPath(dir);
  let fd: number | null = null;
  const close = (): void => {
    if (fd !== null) closeSync(fd);
    fd = null;
  };
  return {
    kind: 'kernel',
    tryAcquire() {
      // A process without the native module cannot see this lock; its own is looked for instead.
      if (statSync(foreign, { throwIfNoEntry: false }) !== undefined) refuseOrEvict(dir);
      fd ??= openSync(join(dir, 'writer.lock'), 'a', 0o600);
      return native.tryLock(fd);
    },
    release() {
      if (fd === null) return;
      try {
        native.unlock(fd);
      } catch {
        // Closing the file gives its lock up too. What was written under it stands, so nobody has to hear of this.
        close();
      }
    },
    close,
  };
}
