import { agentOSOf } from '../guarded-call.js';
import { GuardedAgentTool } from './run-of-agents.js';
import { SentinelError } from '@sentinel-agentos/core';
import type { CallDetails, GuardAgentToolsOptions, NeedsApproval, RunContext } from './run-of-agents.js';
import type { ToolGuard } from '../guarded-call.js';

interface ToolOptions {
  readonly name?: string;
  readonly execute: (input: unknown, context?: RunContext, details?: CallDetails) => unknown;
  readonly needsApproval?: boolean | NeedsApproval;
}

/**
 * Puts Sentinel around a tool before `tool()` of the OpenAI Agents SDK makes it: the same options, whose `execute`
 * judges, records, verifies and can undo every call. What is judged is the input as the tool's schema made it. A call
 * that is stopped gives its reason as the tool's output, with what to change where that is known; credentials in results
 * are masked.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for options without an `execute`, or of a tool without a name.
 */
export function guardToolOptions<T extends object>(
  guard: ToolGuard,
  toolOptions: T,
  options: GuardAgentToolsOptions = {},
): T {
  if (!hasExecute(toolOptions)) {
    throw new SentinelError('INVALID_ARGUMENT', 'the options of a tool must have an `execute`');
  }
  const { needsApproval, name = toolOptions.execute.name } = toolOptions;
  if (name === '') throw new SentinelError('INVALID_ARGUMENT', 'the options of a tool must have a name');
  const guarded = new GuardedAgentTool(agentOSOf(guard), name, options);
  const execute: ToolOptions['execute'] = async (input, context, details) =>
    guarded.call(input, context, details, async (inside) => toolOptions.execute(input, context, inside));
  const own: NeedsApproval =
    typeof needsApproval === 'function' ? needsApproval : async () => needsApproval === true;
  return {
    ...toolOptions,
    name,
    execute,
    ...(options.approvals === undefined ? {} : { needsApproval: guarded.needsApproval(own) }),
  };
}

function hasExecute(options: object): options is ToolOptions {
  return 'execute' in options && typeof options.execute === 'function';
}
