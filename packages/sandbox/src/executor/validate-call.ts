import { parseParams, SentinelError } from '@sentinel-agentos/core';
import type { Params } from '@sentinel-agentos/core';
import path from 'node:path';
import { checkCommand } from '../preflight/check-command.js';
import { checkPathParams } from '../preflight/check-path-params.js';
import { isWithin } from '../policy/workspace-paths.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import type { SandboxValidation, ToolPolicy } from '../tools/tool-policy.js';
import { shorten } from '../shown-text.js';
import { readShellRequest, SHELL_TOOLS } from './shell-request.js';
import type { ExecRequest } from '../backend.js';

/** A call that may run: what to run inside, for a shell tool. */
export type JudgedCall =
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'command'; readonly request: ExecRequest; readonly command: string }
  | { readonly kind: 'function'; readonly params: Params };

function rejected(reason: string): JudgedCall {
  return { kind: 'rejected', reason };
}

/**
 * Judges a call before anything of it runs: tool, command line, hosts, paths. Without a policy the tool's name
 * alone. Pure; never throws.
 */
export function judgeCall(
  tools: ToolPolicy,
  policy: SandboxPolicy | null,
  tool: string,
  given: unknown,
): JudgedCall {
  const verdict = tools.validate(tool);
  if (!verdict.success) return rejected(verdict.sandboxRejectReason);
  let params: Params;
  try {
    params = parseParams(given ?? {});
  } catch (error) {
    return rejected(SentinelError.is(error) ? error.message : 'Parameters cannot be read');
  }
  const shell = SHELL_TOOLS.has(tool) ? readShellRequest(tool, params) : undefined;
  if (shell?.kind === 'rejected') return rejected(shell.reason);
  if (policy === null) {
    return shell === undefined
      ? { kind: 'function', params }
      : { kind: 'command', request: shell.request, command: shell.command };
  }
  if (shell === undefined) {
    const refused = checkPathParams(policy, tool, params);
    return refused === undefined ? { kind: 'function', params } : rejected(refused);
  }
  const { workspace } = policy.fs;
  const cwd = path.resolve(workspace, shell.request.cwd ?? '.');
  if (!isWithin(workspace, cwd) && !isWithin('/tmp', cwd)) {
    return rejected(`Folder is not in the workspace: ${shorten(cwd, 200)}`);
  }
  const refused = checkCommand(policy, shell.command, cwd);
  if (refused !== undefined) return rejected(refused);
  return { kind: 'command', request: { ...shell.request, cwd }, command: shell.command };
}

/** The judgement as `validate` gives it. */
export function asValidation(judged: JudgedCall): SandboxValidation {
  return judged.kind === 'rejected'
    ? { success: false, sandboxRejectReason: judged.reason }
    : { success: true };
}
