import { SentinelError } from 'sentinel-agentos';
import type { SentinelErrorCode } from 'sentinel-agentos';
import { HttpError } from './http-error.js';

/** Faults of the caller, by code; every other fault is the server's. */
const CALLER_FAULTS: Partial<Record<SentinelErrorCode, 400 | 404>> = {
  INVALID_ARGUMENT: 400,
  INVALID_CONFIG: 400,
  INVALID_PARAMS: 400,
  NOT_FOUND: 404,
};

/** Faults that may be gone when the same request comes again. */
const PASSING: readonly SentinelErrorCode[] = ['STATE_LOCKED', 'STATE_UNAVAILABLE'];

/** What a client is told of anything that was thrown. What is not meant for it is not in the message. */
export function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (!SentinelError.is(error)) return new HttpError(500, 'Internal server error');
  const { code } = error;
  const status = CALLER_FAULTS[code];
  if (status !== undefined) return new HttpError(status, error.message, { code });
  // Messages of these name places on the server's disk.
  if (PASSING.includes(code)) return new HttpError(503, 'The state cannot be used now', { code });
  return new HttpError(500, 'Internal server error', { code });
}
