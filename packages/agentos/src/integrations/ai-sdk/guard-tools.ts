import { agentOSOf, digestToAsk, guardedCall } from '../guarded-call.js';
import { approvedBy } from '../framework-approvals.js';
import { isAnswered, saysYes } from './approval-messages.js';
import { isAsyncGeneratorFunction, isAsyncIterable, lastOf, streamed } from '../streamed.js';
import { SentinelError } from '@sentinel-agentos/core';
import type { AgentOS } from '../../agent-os.js';
import type { Approver } from '@sentinel-agentos/core';
import type { Emit } from '../streamed.js';
import type { FrameworkApprovals } from '../framework-approvals.js';
import type { FrameworkCall, GuardToolsOptions, ToolGuard } from '../guarded-call.js';

export interface GuardAiToolsOptions extends GuardToolsOptions {
  /**
   * With it the SDK asks its own user, by an approval request, about calls that need an approval; without it the
   * approver of the `AgentOS` is asked. From version 6 of the SDK on. A `toolApproval` of the SDK that speaks for a tool
   * keeps it from asking: such a call is refused.
   */
  readonly approvals?: FrameworkApprovals;
}

/** What the AI SDK hands to a tool beside its input; everything else of it is passed on. */
interface CallSettings {
  readonly toolCallId: string;
  readonly messages?: unknown;
  readonly abortSignal?: AbortSignal;
}

interface RunnableTool {
  readonly execute: (input: unknown, settings: CallSettings) => unknown;
  readonly needsApproval?: boolean | ((input: unknown, settings: CallSettings) => unknown);
}

/**
 * Puts Sentinel around the tools of an agent on the AI SDK: the same record, whose tools judge, record, verify and can
 * undo every call. What is judged is the input as the tool's schema made it. A tool that is stopped throws, and the SDK
 * gives its model the reason, with what to change where that is known; credentials in results are masked.
 *
 * A tool that is declared as `async function*` streams as before. Any other that returns an iterable gives its last
 * value only: whether a call may run is not known when the SDK asks for the stream.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for a tool that Sentinel cannot stop, because the provider runs it or it has
 * no `execute`, unless `unguarded` names it.
 */
export function guardTools<T extends object>(
  guard: ToolGuard,
  tools: T,
  options: GuardAiToolsOptions = {},
): T {
  const prototype: unknown = Object.getPrototypeOf(tools);
  if (prototype !== null && prototype !== Object.prototype) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      'tools must be a plain record: tools of a class would be missed',
    );
  }
  const os = agentOSOf(guard);
  const guarded = Object.entries(tools).map(([name, tool]: [string, unknown]) => {
    const isLeft = options.unguarded?.includes(name) === true;
    return [name, isLeft ? tool : guardTool(os, name, tool, options)] as const;
  });
  return Object.fromEntries(guarded) as T;
}

function guardTool(os: AgentOS, name: string, tool: unknown, options: GuardAiToolsOptions): object {
  if (!isRunnable(tool)) throw cannotStop(name, 'has no `execute`: it runs elsewhere');
  if (isRunByProvider(tool)) throw cannotStop(name, 'is run by the provider of the model');

  const { approvals } = options;
  const callOf = (input: unknown, settings: CallSettings): FrameworkCall => ({
    tool: name,
    input,
    signal: settings.abortSignal,
    approver: approvals && approverFor(approvals, settings),
  });

  const run = async (input: unknown, settings: CallSettings, emit?: Emit<unknown>): Promise<unknown> =>
    guardedCall(
      os,
      callOf(input, settings),
      async ({ signal }) => {
        const output = tool.execute(input, { ...settings, abortSignal: signal });
        return isAsyncIterable(output) ? lastOf(output, emit) : output;
      },
      options,
    );

  const stream = (input: unknown, settings: CallSettings): AsyncIterable<unknown> =>
    streamed(async (emit, gone) => {
      const signals = settings.abortSignal === undefined ? [gone] : [settings.abortSignal, gone];
      return run(input, { ...settings, abortSignal: AbortSignal.any(signals) }, async (value) =>
        emit(os.redact(value).value),
      );
    });

  const needsApproval = async (input: unknown, settings: CallSettings): Promise<boolean> => {
    const digest = digestToAsk(os, { tool: name, input }, options);
    if (digest === null) return needsOwnApproval(tool, input, settings);
    // What is asked again after the answer was answered before: it is no new question.
    if (!isAnswered(settings.messages, settings.toolCallId)) approvals?.asked(settings.toolCallId, digest);
    return true;
  };

  return {
    ...tool,
    ...(approvals === undefined ? {} : { needsApproval }),
    execute: isAsyncGeneratorFunction(tool.execute)
      ? stream
      : async (input: unknown, settings: CallSettings) => run(input, settings),
  };
}

function approverFor(approvals: FrameworkApprovals, { messages, toolCallId }: CallSettings): Approver {
  return approvedBy(approvals, toolCallId, () => saysYes(messages, toolCallId), 'ai-sdk');
}

async function needsOwnApproval(
  { needsApproval }: RunnableTool,
  input: unknown,
  settings: CallSettings,
): Promise<boolean> {
  return (
    (typeof needsApproval === 'function' ? await needsApproval(input, settings) : needsApproval) === true
  );
}

function isRunnable(tool: unknown): tool is RunnableTool {
  return typeof tool === 'object' && tool !== null && 'execute' in tool && typeof tool.execute === 'function';
}

function isRunByProvider(tool: object): boolean {
  return 'isProviderExecuted' in tool && tool.isProviderExecuted === true;
}

function cannotStop(name: string, why: string): SentinelError {
  return new SentinelError(
    'INVALID_ARGUMENT',
    `tools.${name} ${why}, where Sentinel cannot stop it; name it in \`unguarded\` to let it be`,
  );
}
