import { SentinelError } from '@sentinel-agentos/core';

/** The error of a sandbox that cannot be had. It says that nothing ran, which its thrower must know. */
export function unavailable(what: string, cause?: unknown): SentinelError {
  const why = cause instanceof Error ? `: ${cause.message.trim()}` : '';
  return new SentinelError(
    'SANDBOX_UNAVAILABLE',
    `Bubblewrap sandbox: ${what}${why}. Nothing was run. See \`sentinel-agentos sandbox doctor\`.`,
    { cause },
  );
}
