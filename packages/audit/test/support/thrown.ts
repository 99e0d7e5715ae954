import { SentinelError, type SentinelErrorCode } from '@sentinel-agentos/core';
import { expect } from 'vitest';

/** Runs what must fail and gives the error, checked to be ours and to have the code. */
export function thrown(code: SentinelErrorCode, action: () => unknown): SentinelError {
  try {
    action();
  } catch (error) {
    return checked(code, error);
  }
  throw new Error(`nothing was thrown; expected ${code}`);
}

export async function rejected(code: SentinelErrorCode, promise: Promise<unknown>): Promise<SentinelError> {
  const error = await promise.then(
    () => new Error(`nothing was rejected; expected ${code}`),
    (reason: unknown) => reason,
  );
  return checked(code, error);
}

function checked(code: SentinelErrorCode, error: unknown): SentinelError {
  if (!SentinelError.is(error)) throw error;
  expect(error.code).toBe(code);
  return error;
}
