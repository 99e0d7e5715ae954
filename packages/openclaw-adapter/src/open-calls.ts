import { sameParams, parseParams, type AgentOS, type StartedCall } from 'sentinel-agentos';
import type { ToolContext } from './host-api.js';

/** A call that was let through and whose end is not known yet. */
export interface OpenCall {
  readonly os: AgentOS;
  readonly started: StartedCall;
  readonly tool: string;
  readonly params: unknown;
  readonly runId: string | undefined;
}

/** More calls than this that never ended are a host that lost them: the oldest is given up. */
const CAPACITY = 10_000;

/**
 * Calls between the host's two hooks. The host names a call by its run and the id that the model gave it; without an
 * id it is found by what it is.
 */
export class OpenCalls {
  readonly #calls = new Map<string, OpenCall>();
  /** Names of calls that ended or were stopped, the latest of them. */
  readonly #settled = new Set<string>();
  #unnamed = 0;

  /** Gives the call that had the same name, or the oldest one where there are too many: nobody will end those. */
  add(context: Named, call: OpenCall): OpenCall | undefined {
    const name = nameOf(context) ?? `unnamed ${(this.#unnamed += 1)}`;
    const before = this.#calls.get(name);
    this.#calls.delete(name);
    this.#settled.delete(name);
    this.#calls.set(name, call);
    if (before !== undefined || this.#calls.size <= CAPACITY) return before;
    const [oldest] = this.#calls.keys();
    return oldest === undefined ? undefined : this.#take(oldest);
  }

  has(context: Named, tool: string, params: unknown): boolean {
    return this.#find(context, tool, params) !== undefined;
  }

  take(context: Named, tool: string, params: unknown): OpenCall | undefined {
    const name = this.#find(context, tool, params);
    return name === undefined ? undefined : this.#take(name);
  }

  /** The call was stopped: it has no end. */
  stopped(context: Named): void {
    this.#settle(nameOf(context));
  }

  /** Whether the call is known and needs no end any more. One without a name counts as known. */
  isSettled(context: Named): boolean {
    const name = nameOf(context);
    return name === undefined || this.#settled.has(name);
  }

  /** Takes what a run left open; of every run without a name. */
  takeRun(runId?: string): readonly OpenCall[] {
    const found = [...this.#calls].filter(([, call]) => runId === undefined || call.runId === runId);
    for (const [name] of found) this.#take(name);
    return found.map(([, call]) => call);
  }

  get size(): number {
    return this.#calls.size;
  }

  #find(context: Named, tool: string, params: unknown): string | undefined {
    const name = nameOf(context);
    if (name !== undefined) return this.#calls.has(name) ? name : undefined;
    for (const [key, call] of this.#calls)
      if (key.startsWith('unnamed ') && call.tool === tool && isSame(call.params, params)) return key;
    return undefined;
  }

  #take(name: string): OpenCall | undefined {
    const call = this.#calls.get(name);
    this.#calls.delete(name);
    this.#settle(name);
    return call;
  }

  #settle(name: string | undefined): void {
    if (name === undefined) return;
    this.#settled.add(name);
    const [oldest] = this.#settled;
    if (this.#settled.size > CAPACITY && oldest !== undefined) this.#settled.delete(oldest);
  }
}

type Named = Pick<ToolContext, 'runId' | 'sessionKey' | 'toolCallId'>;

/** The name of a call in the host; undefined where it has none. Models number their calls anew in every run. */
export function nameOf({ runId, sessionKey, toolCallId }: Named): string | undefined {
  return toolCallId === undefined ? undefined : JSON.stringify([runId ?? sessionKey ?? '', toolCallId]);
}

/** Whether two sets of parameters say the same. What cannot be read is never the same. */
export function isSame(left: unknown, right: unknown): boolean {
  try {
    return sameParams(parseParams(left), parseParams(right));
  } catch {
    return false;
  }
}
