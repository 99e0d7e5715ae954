import { SentinelError } from '@sentinel-agentos/core';

/** Passes our own errors on and wraps those of the system. */
export function asUnavailable(message: string, error: unknown): SentinelError {
  return SentinelError.is(error)
    ? error
    : new SentinelError('STATE_UNAVAILABLE', `${message} ${reasonOf(error)}`, { cause: error });
}

/** An error after which the writer takes nothing more, because what is on the disk is no longer certain. */
export function asFailed(message: string, error: unknown): SentinelError {
  return SentinelError.is(error)
    ? error
    : new SentinelError(
        'JOURNAL_FAILED',
        `${message} ${reasonOf(error)} Nothing more is written until the journal is opened again.`,
        { cause: error },
      );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.message}.` : String(error);
}
