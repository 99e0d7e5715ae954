import { SentinelError } from '@sentinel-agentos/core';
import { shorten } from '../shown-text.js';

/** A value as an error message may quote it. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return shorten(JSON.stringify(value), 120);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return `${shorten(String(value), 80)} (${typeof value})`;
}

/** The error for an option that cannot be: it names the field, what it must be, and the value. */
export function invalidOption(field: string, must: string, value: unknown): SentinelError {
  return new SentinelError('INVALID_ARGUMENT', `${field} ${must}, not ${describeValue(value)}.`);
}
