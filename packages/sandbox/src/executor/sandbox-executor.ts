import type { LocalizedText } from '@sentinel-agentos/core';
import type {
  Doctor,
  EgressEvent,
  EnforcedIsolation,
  ExecRequest,
  ExecStatus,
  SandboxSession,
} from '../backend.js';
import { runOnHost } from '../direct/run-on-host.js';
import type { ExecutionMode } from '../labelled-executor.js';
import { invalidOption } from '../policy/invalid-option.js';
import { parsePolicy } from '../policy/parse-policy.js';
import type { SandboxPolicyOptions } from '../policy/policy-options.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import { shorten } from '../shown-text.js';
import { createToolPolicy } from '../tools/tool-policy.js';
import type { SandboxValidation, ToolPolicy, ToolPolicyOptions } from '../tools/tool-policy.js';
import { chooseBackend } from './choose-backend.js';
import type { BackendOptions, ChosenBackend } from './choose-backend.js';
import { lazySession } from './lazy-session.js';
import { planCall } from './plan-call.js';
import { asValidation, judgeCall } from './validate-call.js';
import type { JudgedCall } from './validate-call.js';

/** All that a {@link SandboxExecutor} may be told. */
export interface SandboxExecutorOptions extends SandboxPolicyOptions, ToolPolicyOptions, BackendOptions {
  /** Default: `sandbox`. */
  readonly mode?: ExecutionMode;
}

/** What became of one call. The outputs and the exit code also stand in `result`, as some callers expect. */
export interface SandboxOutcome {
  /** The program ran and ended with 0; or the function returned; or the dry run found nothing against it. */
  readonly success: boolean;
  /** Only of a call that was rejected before it ran. */
  readonly sandboxRejectReason?: string;
  readonly status: ExecStatus | 'rejected' | 'planned';
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
  readonly truncated: boolean;
  /** Null where nothing isolated the call, or nothing ran. */
  readonly isolation: EnforcedIsolation | null;
  readonly network: readonly EgressEvent[];
  /** The outputs and exit code of a program, the value of a function, the plan of a dry run; else null. */
  readonly result: unknown;
  /** Of a dry run. */
  readonly summary?: LocalizedText;
}

const NOTHING = {
  exitCode: null,
  stdout: '',
  stderr: '',
  durationMs: 0,
  truncated: false,
  isolation: null,
  network: [],
} as const;

async function callFunction(tool: string, run: (() => unknown) | undefined): Promise<SandboxOutcome> {
  if (run === undefined) {
    const reason = `Tool ${shorten(JSON.stringify(tool), 200)} is no shell tool: give its function as third argument`;
    return { ...NOTHING, success: false, sandboxRejectReason: reason, status: 'rejected', result: null };
  }
  const started = performance.now();
  const result = await run();
  return { ...NOTHING, success: true, status: 'ok', result, durationMs: performance.now() - started };
}

/**
 * Runs tool calls under one policy: in a sandbox, on the machine, or not at all. `validate` and `execute` judge by
 * the same rules. Making one starts nothing; `close` ends what it started.
 */
export class SandboxExecutor {
  readonly mode: ExecutionMode;
  readonly policy: SandboxPolicy;
  readonly #tools: ToolPolicy;
  readonly #backend: ChosenBackend;
  readonly #session: SandboxSession;

  /** @throws SentinelError `INVALID_ARGUMENT` naming the option and its value. */
  constructor(options: SandboxExecutorOptions = {}) {
    const mode: unknown = options.mode ?? 'sandbox';
    if (mode !== 'direct' && mode !== 'sandbox' && mode !== 'dry-run') {
      throw invalidOption('mode', "must be 'direct', 'sandbox' or 'dry-run'", mode);
    }
    this.mode = mode;
    this.policy = parsePolicy(options);
    this.#tools = createToolPolicy(options);
    this.#backend = chooseBackend(options);
    this.#session = lazySession(() => this.#backend.open(this.policy));
  }

  /**
   * Whether a call may run, as far as can be told before: by tool, command line, hosts and paths. Never throws. In
   * mode `direct` the tool's name alone counts.
   */
  validate(tool: string, params: unknown = {}): SandboxValidation {
    return asValidation(this.#judge(tool, params));
  }

  /**
   * Runs a call. The command of a shell tool (`exec`, `bash`, `sh`, `shell`) runs inside; another tool is the
   * function that is given for it, called in this process. A program that fails is an outcome, not an error.
   *
   * @throws SentinelError `SANDBOX_UNAVAILABLE` when no sandbox can be had: nothing ran. Rejects with what a given
   *   function throws.
   */
  async execute(tool: string, params: unknown = {}, run?: () => unknown): Promise<SandboxOutcome> {
    const judged = this.#judge(tool, params);
    if (judged.kind === 'rejected') {
      return {
        ...NOTHING,
        success: false,
        sandboxRejectReason: judged.reason,
        status: 'rejected',
        result: null,
      };
    }
    if (this.mode === 'dry-run') return this.#plan(tool, judged);
    return judged.kind === 'command' ? this.#run(judged.request) : callFunction(tool, run);
  }

  #judge(tool: string, params: unknown): JudgedCall {
    return judgeCall(this.#tools, this.mode === 'direct' ? null : this.policy, tool, params);
  }

  async #run(request: ExecRequest): Promise<SandboxOutcome> {
    const ran =
      this.mode === 'direct'
        ? { ...(await runOnHost(this.policy, request)), isolation: null, network: [] }
        : await this.#session.exec(request);
    const { exitCode, stdout, stderr, durationMs, truncated } = ran;
    const result = { exitCode, stdout, stderr, durationMs, truncated };
    return { ...ran, success: ran.status === 'ok', result };
  }

  #plan(tool: string, judged: Exclude<JudgedCall, { kind: 'rejected' }>): SandboxOutcome {
    const plan = planCall(this.#backend.first, this.policy, tool, judged);
    return { ...NOTHING, success: true, status: 'planned', result: plan, summary: plan.summary };
  }

  /** What each backend that may be used has, and lacks. Never throws. */
  probe(): Promise<readonly Doctor[]> {
    return this.#backend.probe();
  }

  /** Ends every sandbox that still runs. The executor can be used again. */
  close(): Promise<void> {
    return this.#session.close();
  }
}
