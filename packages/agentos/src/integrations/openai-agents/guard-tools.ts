import { agentOSOf } from '../guarded-call.js';
import { GuardedAgentTool } from './run-of-agents.js';
import { parseParams, sameParams, SentinelError, toolParams } from '@sentinel-agentos/core';
import type { AgentOS } from '../../agent-os.js';
import type { CallDetails, GuardAgentToolsOptions, NeedsApproval, RunContext } from './run-of-agents.js';
import type { ToolGuard } from '../guarded-call.js';

interface FunctionTool {
  readonly name: string;
  readonly invoke: (context: RunContext, input: string, details?: CallDetails) => Promise<unknown>;
  readonly needsApproval: NeedsApproval;
}

/** By this the SDK tells a run what a tool's schema made of the model's arguments, before the tool gets them. */
const PARSED_INPUT = 'openai.agents.functionToolParsedInputCallback';

/**
 * Puts Sentinel around the function tools of an agent on the OpenAI Agents SDK, as `tool()` made them: the same tools,
 * which judge, record, verify and can undo every call. What is judged are the model's arguments; where the run shows that
 * the tool's schema makes something else of them, the call is stopped: guard such a tool's options with
 * `guardToolOptions` instead. A call that is stopped gives its reason as the tool's output, with what to change where
 * that is known; credentials in results are masked.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for a tool that is no function tool (hosted tools, shell, computer, patches),
 * unless `unguarded` names it: Sentinel cannot stop it.
 */
export function guardTools<T extends readonly object[]>(
  guard: ToolGuard,
  tools: T,
  options: GuardAgentToolsOptions = {},
): T {
  if (!Array.isArray(tools)) throw new SentinelError('INVALID_ARGUMENT', 'tools must be a list of tools');
  const os = agentOSOf(guard);
  const guarded: readonly object[] = tools.map((tool: object, index) => {
    if (options.unguarded?.includes(nameOf(tool)) === true) return tool;
    if (isFunctionTool(tool)) return guardTool(os, tool, options);
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `tools.${index} (${nameOf(tool)}) is no function tool, so Sentinel cannot stop it; name it in \`unguarded\` to let it be`,
    );
  });
  // Each is of the kind it was.
  return guarded as T;
}

function guardTool(os: AgentOS, tool: FunctionTool, options: GuardAgentToolsOptions): object {
  const guarded = new GuardedAgentTool(os, tool.name, options);
  const invoke: FunctionTool['invoke'] = async (context, text, details) => {
    const input = argumentsOf(text);
    return guarded.call(input, context, details, async (inside) => {
      const changed: SentinelError[] = [];
      const output = await tool.invoke(context, text, whichChecks(input, inside, changed));
      // The tool made an output of it, in which nobody would see that it did not run.
      if (changed[0] !== undefined) throw changed[0];
      return output;
    });
  };
  const own = Object.getOwnPropertyDescriptors(tool);
  const { approvals } = options;
  const needsApproval =
    approvals === undefined
      ? tool.needsApproval
      : guarded.needsApproval(async (...args) => tool.needsApproval(...args));
  return Object.defineProperties(Object.create(Object.getPrototypeOf(tool) as object, own) as object, {
    invoke: { value: invoke, enumerable: true },
    needsApproval: { value: needsApproval, enumerable: true },
  });
}

/** The details of a call whose tool starts only with what was judged; `changed` gets why it did not. */
function whichChecks(judged: unknown, details: CallDetails, changed: SentinelError[]): CallDetails {
  const told = Object.getOwnPropertySymbols(details).find(({ description }) => description === PARSED_INPUT);
  if (told === undefined) return details;
  const tell: unknown = Reflect.get(details, told);
  return {
    ...details,
    [told]: (parsed: unknown) => {
      if (!sameParams(parseParams(toolParams([judged])), parseParams(toolParams([parsed])))) {
        const change = new SentinelError(
          'PARAMS_CHANGED',
          'nothing was run: the schema of the tool changes its arguments; guard its options instead',
        );
        changed.push(change);
        throw change;
      }
      if (typeof tell === 'function') Reflect.apply(tell, undefined, [parsed]);
    },
  };
}

/** What no JSON is, the tool itself refuses or takes as text; it is judged as text. */
function argumentsOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function isFunctionTool(tool: unknown): tool is FunctionTool {
  return (
    typeof tool === 'object' &&
    tool !== null &&
    'type' in tool &&
    tool.type === 'function' &&
    'invoke' in tool &&
    typeof tool.invoke === 'function'
  );
}

function nameOf(tool: unknown): string {
  const { name } = Object(tool) as { name?: unknown };
  return typeof name === 'string' ? name : 'without a name';
}
