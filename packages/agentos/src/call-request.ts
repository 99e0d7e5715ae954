import { resolve } from 'node:path';
import type { CallRequest } from '@sentinel-agentos/core';
import type { StateFolders } from './state-folders.js';

/** Where a call comes from, and what its caller says it will have changed. */
export type CallOrigin = Partial<Pick<CallRequest, 'sessionId' | 'agentId' | 'cwd' | 'claims'>>;

/** The request of a call; a relative `cwd` is taken from the workspace root. */
export function callRequest(
  { workspaceRoot }: StateFolders,
  tool: string,
  params: unknown,
  { sessionId, agentId, cwd, claims }: { readonly [K in keyof CallOrigin]: CallOrigin[K] | undefined },
): CallRequest {
  return {
    tool,
    params,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(typeof cwd === 'string' ? { cwd: resolve(workspaceRoot, cwd) } : {}),
    ...(claims === undefined ? {} : { claims }),
  };
}
