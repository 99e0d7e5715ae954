import { parseParams, sameParams, SentinelError } from '@sentinel-agentos/core';
import type { AgentOS } from '../../agent-os.js';
import type { BegunCalls } from '../claude-hooks/answer-event.js';
import type { HookEvent, HookTool } from '../claude-hooks/hook-event.js';
import type { Params, StartedCall, WaitingCall } from '@sentinel-agentos/core';

/** More calls than this that nobody ended are a host that lost them. */
const CAPACITY = 10_000;

/** A call between its two hooks. */
export interface OpenCall {
  readonly useId: string;
  readonly sessionId: string;
  readonly tool: string;
  /** A copy of what was judged: the host may go on changing its own. */
  readonly params: Params;
  readonly call: StartedCall | WaitingCall;
}

/** Begun calls for hooks that are functions of this process, by the SDK's own ids of them. */
export class CallsInMemory implements BegunCalls {
  /** Only where `canUseTool` brings the answers. */
  wait: BegunCalls['wait'];
  readonly #open = new Map<string, OpenCall>();

  /** From now on calls that need an approval wait for one. */
  answersComeHere(): void {
    this.wait = (event, tool, waiting) => this.#add(event, tool, waiting);
  }

  keep(event: HookEvent, tool: HookTool, started: StartedCall): void {
    this.#add(event, tool, started);
  }

  take(event: HookEvent, tool: HookTool): ReturnType<BegunCalls['take']> {
    const open = this.#open.get(tool.useId);
    if (open?.sessionId !== event.sessionId) return undefined;
    this.#open.delete(tool.useId);
    // One that still waits was not allowed by whoever ran it: it is recorded as a call that nobody announced.
    if (open.call.state === 'waiting') return undefined;
    return { started: open.call, isSame: isCallOf(open, tool.name, tool.input) };
  }

  sweep({ sessionId }: HookEvent): readonly StartedCall[] {
    const left = [...this.#open.values()].filter((open) => open.sessionId === sessionId);
    for (const { useId } of left) this.#open.delete(useId);
    return left.flatMap(({ call }) => (call.state === 'started' ? call : []));
  }

  find(useId: string): OpenCall | undefined {
    return this.#open.get(useId);
  }

  /** Puts a begun call in the place of an open one, or removes that one. */
  settle(open: OpenCall, started: StartedCall | null): void {
    if (started === null) this.#open.delete(open.useId);
    else this.#open.set(open.useId, { ...open, call: started });
  }

  #add({ sessionId }: HookEvent, { useId, name, input }: HookTool, call: StartedCall | WaitingCall): void {
    if (this.#open.has(useId)) {
      throw new SentinelError(
        'INVALID_ARGUMENT',
        `a call was begun before under the id ${JSON.stringify(useId)}`,
      );
    }
    this.#open.set(useId, { useId, sessionId, tool: name, params: parseParams(input ?? {}), call });
    const [oldest] = this.#open.keys();
    if (this.#open.size > CAPACITY && oldest !== undefined) this.#open.delete(oldest);
  }
}

/** Whether a tool and its parameters are those that were judged. */
export function isCallOf(open: OpenCall, tool: string, input: unknown): boolean {
  try {
    return open.tool === tool && sameParams(open.params, parseParams(input ?? {}));
  } catch {
    return false;
  }
}

const all = new WeakMap<AgentOS, CallsInMemory>();

/** The open calls of an `AgentOS`: its hooks begin and end them, its `canUseTool` answers for them. */
export function callsOf(os: AgentOS): CallsInMemory {
  const calls = all.get(os) ?? new CallsInMemory();
  all.set(os, calls);
  return calls;
}
