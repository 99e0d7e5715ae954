import { SentinelError } from '@sentinel-agentos/core';

/** The error for state that cannot be read or written: missing, read-only, full. */
export function stateUnavailable(action: string, path: string, cause: unknown): SentinelError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new SentinelError('STATE_UNAVAILABLE', `memory: cannot ${action} ${JSON.stringify(path)}: ${why}`, {
    cause,
  });
}

/** Runs `work`; whatever the file system throws becomes `STATE_UNAVAILABLE`. */
export function orUnavailable<T>(action: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (SentinelError.is(cause)) throw cause;
    throw stateUnavailable(action, path, cause);
  }
}

/** The code of a file system error, such as `ENOENT`. */
export function errorCode(cause: unknown): string | undefined {
  const code: unknown = cause instanceof Error ? (cause as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
