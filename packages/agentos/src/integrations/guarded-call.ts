import { SentinelError, toolParams, toolResult } from '@sentinel-agentos/core';
import type { AgentOS, CallOptions } from '../agent-os.js';
import type { CallOrigin } from '../call-request.js';
import type { Sentinel } from '../sentinel.js';
import type { Approver, ToolFunction } from '@sentinel-agentos/core';

/** What guards tools: an `AgentOS`, or the `Sentinel` around one. */
export type ToolGuard = AgentOS | Pick<Sentinel, 'os'>;

/** What holds for every call of the tools that are guarded together. */
export interface GuardToolsOptions extends Pick<CallOptions, 'sessionId' | 'agentId' | 'cwd' | 'timeoutMs'> {
  /**
   * Names of tools that stay as they are. Nothing of what they do is judged, recorded or undone: for tools that run
   * where no guard of this process can be, at a model's provider or in a browser.
   */
  readonly unguarded?: readonly string[];
}

/** One use of a framework's tool, with the input as the framework validated it: what the tool itself gets. */
export interface FrameworkCall {
  readonly tool: string;
  readonly input: unknown;
  /** The framework's own signal. */
  readonly signal?: AbortSignal | undefined;
  /** Answers for the framework's user, where the framework asks. */
  readonly approver?: Approver | undefined;
}

export function agentOSOf(guard: ToolGuard): AgentOS {
  return 'os' in guard ? guard.os : guard;
}

/**
 * Takes one call through the kernel and gives what the framework may show its model: the result without credentials.
 *
 * @throws what a wrapped tool of core rejects with. What the tool threw comes without credentials as well; a call that
 * the framework ended rejects with the reason of its signal.
 */
export async function guardedCall<T>(
  os: AgentOS,
  { tool, input, signal, approver }: FrameworkCall,
  run: ToolFunction<T>,
  options: GuardToolsOptions,
): Promise<T> {
  const { timeoutMs } = options;
  const receipt = await os.execute(tool, toolParams([input]), run, {
    ...originOf(options),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(signal === undefined ? {} : { signal }),
    ...(approver === undefined ? {} : { approver }),
  });
  if (receipt.status === 'aborted') signal?.throwIfAborted();
  try {
    // A plan of a dry run stands where the result would.
    return os.redact(toolResult(receipt)).value as T;
  } catch (thrown) {
    throw withoutSecrets(os, thrown);
  }
}

/** Whether a call would be asked about, and the digest that an answer must name; null when it would not be. */
export function digestToAsk(
  os: AgentOS,
  { tool, input }: FrameworkCall,
  options: GuardToolsOptions,
): string | null {
  const { decision } = os.judge(tool, toolParams([input]), originOf(options));
  return decision.action === 'confirm' ? decision.digest : null;
}

function originOf({ sessionId, agentId, cwd }: GuardToolsOptions): CallOrigin {
  return {
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(cwd === undefined ? {} : { cwd }),
  };
}

/** Frameworks show their model the message of an error. The kernel's own are masked already. */
function withoutSecrets(os: AgentOS, thrown: unknown): unknown {
  if (SentinelError.is(thrown) || isControlFlow(thrown)) return thrown;
  if (!(thrown instanceof Error)) return os.redact(thrown).value;
  const { value: message, rules } = os.redact(thrown.message);
  if (rules.length === 0) return thrown;
  const masked = new Error(message);
  masked.name = thrown.name;
  return masked;
}

/** LangGraph interrupts a run by an error: it must arrive as it is, and no model reads it. */
function isControlFlow(thrown: unknown): boolean {
  return (
    typeof thrown === 'object' && thrown !== null && 'is_bubble_up' in thrown && thrown.is_bubble_up === true
  );
}
