import { SentinelError } from '@sentinel-agentos/core';

/** @throws SentinelError `INVALID_ARGUMENT`, naming the argument. */
export function nonEmpty(name: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') throw invalid(name, 'a non-empty text', value);
}

/** The error for an argument of another kind. */
export function invalid(name: string, expected: string, value: unknown): SentinelError {
  const shown = value === '' ? 'an empty one' : typeof value;
  return new SentinelError('INVALID_ARGUMENT', `${name} must be ${expected}, got ${shown}.`);
}
