import { SentinelError } from '@sentinel-agentos/core';
import { describeValue } from './describe-value.js';

/** The error for an argument that is not what it must be. Names the field and what was passed. */
export function invalidArgument(field: string, expected: string, value: unknown): SentinelError {
  return new SentinelError(
    'INVALID_ARGUMENT',
    `memory: ${field} must be ${expected}, got ${describeValue(value)}`,
  );
}
