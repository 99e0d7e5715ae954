import type { Clock } from '@sentinel-agentos/core';
import { invalidArgument } from './invalid-argument.js';

const SYSTEM_CLOCK: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/**
 * A clock; absent means the system's. It may step in any direction; a time that is no finite number is refused
 * (`INVALID_ARGUMENT`) before anything is written, because what was stored with it could not be read again.
 */
export function parseClock(value: Clock | undefined): Clock {
  if (value === undefined || value === null) return SYSTEM_CLOCK;
  if (typeof value !== 'object' || typeof value.now !== 'function') {
    throw invalidArgument('clock', 'an object with a method now', value);
  }
  return {
    now() {
      const now: unknown = value.now();
      if (typeof now === 'number' && Number.isFinite(now)) return now;
      throw invalidArgument('clock.now()', 'milliseconds since the epoch', now);
    },
    monotonic: () => value.monotonic(),
  };
}
