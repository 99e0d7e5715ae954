import { sameParams, parseParams, type AgentOS, type StartedCall } from 'sentinel-agentos';
import type { ToolContext } from './host-api.js';

/** A call that was let through and whose end is not known yet. */
export interface OpenCall {
  readonly os: AgentOS;
  readonly started: StartedCall;
  readonly tool: string;
  readonly params: unknown;
  readonly runId: string | undefined;
  readonly session: string;
}

/** More calls than this that never ended are a host that lost them: the oldest is given up. */
const CAPACITY = 10_000;
/** A call that is open for longer is one that the host lost, in milliseconds. No tool of the host may run so long. */
const LONGEST_MS = 6 * 3_600_000;

interface Kept {
  readonly call: OpenCall;
  readonly at: number;
}

/**
 * Calls between the host's two hooks. The host names a call by its run and the id that the model gave it; without an
 * id it is found by what it is.
 */
export class OpenCalls {
  readonly #calls = new Map<string, Kept>();
  /** Names of calls that ended, the latest of them. */
  readonly #ended = new Set<string>();
  /** Names of calls that were stopped, the latest of them. */
  readonly #stopped = new Set<string>();
  readonly #monotonic: () => number;
  #unnamed = 0;

  constructor(monotonic: () => number = () => performance.now()) {
    this.#monotonic = monotonic;
  }

  /** Gives the calls that nobody will end: one that had the same name, and those that are too many or too old. */
  add(context: Named, call: OpenCall): readonly OpenCall[] {
    const name = nameOf(context) ?? `unnamed ${(this.#unnamed += 1)}`;
    const at = this.#monotonic();
    const before = this.#calls.get(name);
    this.#calls.delete(name);
    this.#ended.delete(name);
    this.#stopped.delete(name);
    this.#calls.set(name, { call, at });
    const lost = before === undefined ? [] : [before.call];
    for (const [oldest, kept] of this.#calls) {
      if (this.#calls.size <= CAPACITY && at - kept.at <= LONGEST_MS) break;
      this.#take(oldest);
      lost.push(kept.call);
    }
    return lost;
  }

  find(context: Named, tool: string, params: unknown): OpenCall | undefined {
    const name = this.#nameIn(context, tool, params);
    return name === undefined ? undefined : this.#calls.get(name)?.call;
  }

  take(context: Named, tool: string, params: unknown): OpenCall | undefined {
    const name = this.#nameIn(context, tool, params);
    return name === undefined ? undefined : this.#take(name);
  }

  /** The call was stopped: it has no end. */
  stopped(context: Named): void {
    remember(this.#stopped, nameOf(context));
  }

  /** What is known of a call that is not open. One without a name counts as ended. */
  pastOf(context: Named): 'ended' | 'stopped' | 'unknown' {
    const name = nameOf(context);
    if (name === undefined || this.#ended.has(name)) return 'ended';
    return this.#stopped.has(name) ? 'stopped' : 'unknown';
  }

  /** Takes those that `which` names; without it all of them. */
  takeAll(which: (call: OpenCall) => boolean = () => true): readonly OpenCall[] {
    const found = [...this.#calls].filter(([, { call }]) => which(call));
    for (const [name] of found) this.#take(name);
    return found.map(([, { call }]) => call);
  }

  get size(): number {
    return this.#calls.size;
  }

  #nameIn(context: Named, tool: string, params: unknown): string | undefined {
    const name = nameOf(context);
    if (name !== undefined) return this.#calls.has(name) ? name : undefined;
    for (const [key, { call }] of this.#calls)
      if (key.startsWith('unnamed ') && call.tool === tool && isSame(call.params, params)) return key;
    return undefined;
  }

  #take(name: string): OpenCall | undefined {
    const kept = this.#calls.get(name);
    this.#calls.delete(name);
    remember(this.#ended, name);
    return kept?.call;
  }
}

type Named = Pick<ToolContext, 'runId' | 'sessionKey' | 'toolCallId'>;

function remember(names: Set<string>, name: string | undefined): void {
  if (name === undefined) return;
  names.add(name);
  const [oldest] = names;
  if (names.size > CAPACITY && oldest !== undefined) names.delete(oldest);
}

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
