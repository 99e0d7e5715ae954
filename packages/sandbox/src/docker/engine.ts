import type Docker from 'dockerode';
import { SentinelError } from '@sentinel-agentos/core';

/** Where the engine listens. Default: `DOCKER_HOST`, else the usual socket. */
export interface EngineAddress {
  readonly socketPath?: string;
}

/** The client. It is loaded here, and not when this package is: most programs never start a container. */
export async function connect(address: EngineAddress = {}): Promise<Docker> {
  const { default: Client } = await import('dockerode');
  try {
    return new Client(address.socketPath === undefined ? undefined : { socketPath: address.socketPath });
  } catch (error) {
    throw unavailable('DOCKER_HOST names no engine', error);
  }
}

/** The error of a sandbox that cannot be had. It says that nothing ran, which its thrower must know. */
export function unavailable(what: string, cause?: unknown): SentinelError {
  const why = cause instanceof Error ? `: ${cause.message.trim()}` : '';
  return new SentinelError(
    'SANDBOX_UNAVAILABLE',
    `Docker sandbox: ${what}${why}. Nothing was run. See \`sentinel-agentos sandbox doctor\`.`,
    { cause },
  );
}

/** The HTTP status of an error of the client, when the engine answered at all. */
export function statusOf(error: unknown): number | undefined {
  const status: unknown = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}
