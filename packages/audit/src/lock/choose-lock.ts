import { SentinelError } from '@sentinel-agentos/core';
import { createKernelLock, loadNative } from './kernel-lock.js';
import type { Lock, LockMode } from './lock.js';
import { createProcessLock } from './process-lock.js';

/** @throws SentinelError `STATE_UNAVAILABLE` when `kernel` is asked for and its module does not load. */
export function chooseLock(mode: LockMode, dir: string): Lock {
  if (mode === 'process') return createProcessLock(dir);
  const native = loadNative();
  if (native !== null) return createKernelLock(dir, native);
  if (mode === 'auto') return createProcessLock(dir);
  throw new SentinelError(
    'STATE_UNAVAILABLE',
    'Kernel locks need the optional module fs-native-extensions, which is not installed or does not load here.',
  );
}
