import { SentinelError } from '@sentinel-agentos/core';
import type { ExecutorOptions } from '@sentinel-agentos/sandbox';
import { isAbsolute, relative } from 'node:path';
import type { AgentOSOptions } from './options.js';
import type { StateFolders } from './state-folders.js';

const GIT: readonly string[] = ['.git/config', '.git/hooks/'];

/**
 * How calls are run. A sandbox that was asked for cannot be switched off by another option.
 *
 * @throws SentinelError `INVALID_CONFIG` when `mode` and `sandbox` contradict each other.
 */
export function sandboxOptions(
  { mode, sandbox, sandboxConfig = {} }: AgentOSOptions,
  { workspaceRoot, state }: StateFolders,
): ExecutorOptions {
  if (sandbox !== undefined && mode === 'direct') {
    throw new SentinelError('INVALID_CONFIG', `mode: must not be 'direct' with sandbox '${sandbox}'`);
  }
  const chosen = mode ?? (sandbox === undefined ? 'direct' : 'sandbox');
  if (chosen !== 'sandbox') return { mode: chosen };
  const inside = relative(workspaceRoot, state);
  const own = inside === '' || inside.startsWith('..') || isAbsolute(inside) ? [] : [`${inside}/`];
  const protect = [...(sandboxConfig.protect ?? GIT), ...own];
  return { ...sandboxConfig, mode: 'sandbox', backend: sandbox ?? 'auto', workspaceRoot, protect };
}
