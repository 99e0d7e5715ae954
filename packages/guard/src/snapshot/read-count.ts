import { SentinelError } from '@sentinel-agentos/core';

/**
 * A limit that somebody set, or its default.
 *
 * @throws SentinelError `INVALID_CONFIG` for anything but a number of at least 0, naming it.
 */
export function readCount(name: string, given: number | undefined, otherwise: number): number {
  const value: unknown = given ?? otherwise;
  if (typeof value === 'number' && value >= 0) return value;
  throw new SentinelError('INVALID_CONFIG', `${name} must be a number of at least 0; got ${String(value)}`);
}
