import { abandon, begin } from './begin.js';
import { askHost } from './ask-host.js';
import { complete } from './complete.js';
import { createContext } from './configuration.js';
import { judge } from './judge.js';
import { keepCall, resumeCall } from './kept-call.js';
import { parseParams, sameParams } from '../parse-params.js';
import { runAsync, runSync } from './suspension.js';
import { runTool } from './run-tool.js';
import { SentinelError } from '../error.js';
import type { BeginOptions, HostQuestion, Started, StartedCall, StoppedCall } from './begin.js';
import type { Approver } from '../ports/approver.js';
import type { CallRequest } from '../call.js';
import type { HostAnswer } from './approval.js';
import type { Judgement } from './judge.js';
import type { KeptCall } from './kept-call.js';
import type { KernelOptions, KernelPorts } from './configuration.js';
import type { Params } from '../params.js';
import type { Receipt } from '../receipt.js';
import type { Run, RunContext } from '../run.js';
import type { ToolFunction } from '../ports/executor.js';

export interface ExecuteOptions extends Pick<BeginOptions, 'approval'> {
  /** Asks a person about this one call, in the place of the kernel's own approver. */
  readonly approver?: Approver;
  /** Ends the wait for the tool; the tool gets a signal of its own. */
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly context?: RunContext;
}

/**
 * A call that stands still until the host has asked its user. One that is never answered is recorded nowhere and
 * never runs.
 */
export interface WaitingCall extends HostQuestion {
  readonly state: 'waiting';
  /**
   * Goes on with the user's answer: judges once more, records the intent, remembers the targets. Synchronous.
   * Anything but a grant of exactly this call in time is a no.
   * @throws SentinelError `INVALID_ARGUMENT` when it was answered before.
   */
  answer(answer: HostAnswer): StartedCall | StoppedCall;
}

/** The only road from a tool call to its effect. */
export interface Kernel {
  /**
   * Decides, records, remembers, runs, verifies, keeps or rolls back, and records again. `tool` is called at
   * most once, and only when the call is allowed and its intent is durable.
   *
   * Resolves for whatever the model asked and whatever the tool did; the receipt tells.
   * @throws SentinelError `INVALID_ARGUMENT` when `tool` is not a function or `timeoutMs` no time.
   */
  execute<T>(request: CallRequest, tool: ToolFunction<T>, options?: ExecuteOptions): Promise<Receipt<T>>;
  /** The first half for hosts that run the tool themselves. Synchronous; the intent is durable on return. */
  begin(request: CallRequest, options?: BeginOptions): StartedCall | StoppedCall;
  /** Like `begin`, but it can wait: it asks the approver, and what begins at the same time becomes durable together. */
  beginAsync(request: CallRequest, options?: BeginOptions): Promise<StartedCall | StoppedCall>;
  /**
   * The first half for hosts that ask their user themselves, in the middle of a call: like `begin`, but a call that
   * needs an approval waits for the host's answer.
   */
  ask(request: CallRequest, options?: Pick<BeginOptions, 'signal'>): StartedCall | StoppedCall | WaitingCall;
  /**
   * What the answer to a call would be. Nothing is recorded, remembered, asked or run; `masked.id` names no call.
   * Later the answer can be another one: only `execute` and `begin` bind.
   */
  judge(request: CallRequest): Judgement;
  /**
   * A begun call as plain data, for a host whose second half happens in another process of the same workspace. It
   * holds no secret, and whoever can write it can forge how the call ends: keep it where agents cannot write. The
   * call itself stays open here as well; complete it once.
   * @throws SentinelError `INVALID_ARGUMENT` when the call was completed before, or not begun by this kernel.
   */
  keepCall(started: StartedCall): KeptCall;
  /**
   * The begun call of a kept one, to be completed by this kernel. `params` are the parameters the tool ran with; with
   * them the outcome is checked and masked as if it had never been kept, without them masked values are all there is.
   * @throws SentinelError `INVALID_ARGUMENT` for data that is no kept call, and for parameters of another call.
   */
  resume(kept: KeptCall, params?: unknown): StartedCall;
  /**
   * The second half. Runs the checks that need not wait.
   * @throws SentinelError `INVALID_ARGUMENT` when the call was completed before, or not begun by this kernel.
   */
  complete<T = unknown>(started: StartedCall, run: Run, context?: RunContext): Receipt<T>;
  /**
   * Like `complete`, but it can wait: it runs every check, and what ends at the same time becomes durable together.
   * Rejects like `complete` throws.
   */
  completeAsync<T = unknown>(started: StartedCall, run: Run, context?: RunContext): Promise<Receipt<T>>;
}

export function createKernel(ports: KernelPorts, options: KernelOptions): Kernel {
  const context = createContext(ports, options);
  const open = new WeakMap<StartedCall, Started>();
  const opened = <C extends Started | StoppedCall>(begun: C): C => {
    if (begun.state === 'started') open.set(begun, begun);
    return begun;
  };
  const begunHere = (started: StartedCall): Started => {
    const begun = open.get(started);
    if (begun !== undefined) return begun;
    const id = started?.call?.id ?? 'of unknown id';
    throw new SentinelError('INVALID_ARGUMENT', `call ${id} was completed before, or not begun here`);
  };

  /** A call is used up by its completion, and not by a run that cannot be recorded. */
  const taken = (started: StartedCall, run: Run): Started => {
    const begun = begunHere(started);
    checkRun(run);
    open.delete(started);
    return begun;
  };

  return {
    async execute<T>(request: CallRequest, tool: ToolFunction<T>, settings: ExecuteOptions = {}) {
      if (typeof tool !== 'function') {
        throw new SentinelError('INVALID_ARGUMENT', `the tool must be a function, got ${typeof tool}`);
      }
      checkTimeout(settings.timeoutMs);
      const begun = await runAsync(begin(context, request, settings));
      if (begun.state === 'blocked') return begun.receipt;
      if (!stillSame(begun.call.params, request.params)) {
        const change = 'the parameters changed after the decision';
        const fault = begun.faults.add('PARAMS_CHANGED', 'nothing was run', change);
        return (await runAsync(abandon(context, begun, fault.message))).receipt;
      }
      const { call, judged: decision } = begun;
      const run = await runTool(
        ports.executor,
        { call, decision, tool },
        {
          timeoutMs: Math.min(settings.timeoutMs ?? Infinity, context.options.timeoutMs),
          signal: settings.signal,
        },
      );
      return runAsync(complete<T>(context, begun, run, settings.context ?? {}));
    },

    begin(request, settings = {}) {
      return opened(runSync(begin(context, request, settings)));
    },

    async beginAsync(request, settings = {}) {
      return opened(await runAsync(begin(context, request, settings)));
    },

    ask(request, settings = {}) {
      const begun = askHost(context, request, settings);
      if (begun.state !== 'waiting') return opened(begun);
      return { ...begun, answer: (answer) => opened(begun.answer(answer)) };
    },

    judge: (request) => judge(context, request),

    keepCall: (started) => keepCall(begunHere(started)),

    resume: (kept, params) => opened(resumeCall(context, kept, params)),

    complete<T>(started: StartedCall, run: Run, runContext: RunContext = {}) {
      return runSync(complete<T>(context, taken(started, run), run, runContext));
    },

    async completeAsync<T>(started: StartedCall, run: Run, runContext: RunContext = {}) {
      return runAsync(complete<T>(context, taken(started, run), run, runContext));
    },
  };
}

/** @throws SentinelError `INVALID_ARGUMENT` for anything but a time that can pass. */
function checkTimeout(timeoutMs: number | undefined): void {
  if (timeoutMs === undefined || (typeof timeoutMs === 'number' && timeoutMs > 0)) return;
  throw new SentinelError('INVALID_ARGUMENT', `timeoutMs must be a number above 0, got ${String(timeoutMs)}`);
}

/** A host in another language may send anything; a call must not be used up by what cannot be recorded. */
function checkRun(run: Run | undefined): void {
  if (run !== undefined && saysHowItEnded(run)) return;
  throw new SentinelError('INVALID_ARGUMENT', 'the run does not say how the tool ended');
}

function saysHowItEnded(run: Run): boolean {
  switch (run.status) {
    case 'succeeded':
    case 'failed':
    case 'planned':
      return true;
    case 'timed-out':
      return typeof run.afterMs === 'number';
    case 'aborted':
      return typeof run.reason === 'string';
    default:
      return false;
  }
}

/** The tool reads its own copy of the parameters: what runs must be what was judged. */
function stillSame(judged: Params, current: unknown): boolean {
  try {
    return sameParams(judged, parseParams(current));
  } catch {
    return false;
  }
}
