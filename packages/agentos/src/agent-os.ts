import { askPipeline, beginPipeline, beginPipelineAsync } from './execute-pipeline.js';
import { callRequest } from './call-request.js';
import { completePipeline, completePipelineAsync } from './complete-execution.js';
import { composeSystem } from './system.js';
import { endSession } from './end-session.js';
import { finishUndos } from './finish-undos.js';
import { guardParts } from './agent-os-parts.js';
import { OpenCalls } from './open-calls.js';
import { RunningCalls } from './running-calls.js';
import { findSnapshots } from './find-snapshots.js';
import { compactReport, fullReport, fullStatus, reportStatus } from './status-report.js';
import { prometheusReport } from '@sentinel-agentos/evaluator';
import { reportData } from './report-data.js';
import { SessionTrust } from './session-trust.js';
import { undoCall } from './undo.js';
import { undoSession } from './undo-session.js';
import { wrapTools } from '@sentinel-agentos/core';
import type { AgentProfile, FeedbackSignal, ReportData } from '@sentinel-agentos/evaluator';
import type { CallOrigin } from './call-request.js';
import type { EvaluatorParts, GuardParts, MemoryParts } from './agent-os-parts.js';
import type { AgentOSOptions } from './options.js';
import type { AuditEntry, AuditFilter, AuditStats, VerifyReport } from '@sentinel-agentos/audit';
import type {
  ExecuteOptions,
  Judgement,
  Kernel,
  Receipt,
  ToolFunction,
  WrappedTools,
} from '@sentinel-agentos/core';
import type {
  CompleteExecutionInput,
  CompletionResult,
  ExecutePipelineInput,
  PipelineQuestion,
  PipelineResult,
} from './pipeline.js';
import type { DamagedSnapshot, PathChange, StoredSnapshot, UndoReport } from '@sentinel-agentos/guard';
import type { FullStatus } from './status-report.js';
import type { InjectOptions } from '@sentinel-agentos/memory';
import type { Redacted } from './redactor.js';
import type { ReportQuery } from './report-data.js';
import type { SessionUndoReport } from './undo-session.js';
import type { SnapshotFilter } from './find-snapshots.js';
import type { System } from './system.js';

/** What one call of `execute` may set for itself. */
export interface CallOptions extends ExecuteOptions, CallOrigin {}

/**
 * The whole of Sentinel for one workspace. Opening it reads and prepares state under `.agentos/`, and finishes an
 * undo that was cut off with its process; the first time it takes the workspace's MEMORY.md over into the memory. With
 * `looking` it does nothing of this. Two instances, also in two processes, may share a workspace.
 *
 * @throws SentinelError `INVALID_CONFIG` for options that do not hold, `STATE_UNAVAILABLE` when the workspace
 * does not exist or its state cannot be written.
 */
export class AgentOS extends SessionTrust {
  readonly guard: GuardParts;
  readonly memory: MemoryParts;
  readonly evaluator: EvaluatorParts;
  /** The road every call takes. */
  readonly kernel: Kernel;
  readonly #system: System;
  readonly #open = new OpenCalls();
  readonly #running = new RunningCalls();

  constructor(options: AgentOSOptions = {}) {
    const system = composeSystem(options);
    super(system);
    this.#system = system;
    this.kernel = system.kernel;
    this.guard = guardParts(system);
    this.memory = system.memory;
    this.evaluator = system.evaluator;
    if (options.looking !== true) finishUndos(system);
  }

  /**
   * Judges, runs, verifies and records one call. See `Kernel.execute` for its guarantees. A relative `cwd` is
   * taken from the workspace root.
   */
  async execute<T>(
    tool: string,
    params: unknown,
    run: ToolFunction<T>,
    options: CallOptions = {},
  ): Promise<Receipt<T>> {
    const { sessionId, agentId, cwd, claims, ...settings } = options;
    const request = callRequest(this.#system.folders, tool, params, { sessionId, agentId, cwd, claims });
    return this.#running.add(this.kernel.execute(request, run, settings));
  }

  /**
   * What the answer to a call would be, for hosts that must say so before it is made. Nothing is recorded, asked or run,
   * and only `execute` and `executePipeline` bind: later the answer can be another one. Secrets are masked.
   */
  judge(tool: string, params: unknown, options: CallOrigin = {}): Judgement {
    return this.kernel.judge(callRequest(this.#system.folders, tool, params, options));
  }

  /** Puts the kernel around every tool of a record; the tools keep their types. */
  wrapTools<T extends object>(tools: T, options?: ExecuteOptions): WrappedTools<T> {
    const kernel: Pick<Kernel, 'execute'> = {
      execute: async (request, run, settings) =>
        this.#running.add(this.kernel.execute(request, run, settings)),
    };
    return wrapTools(kernel, tools, options);
  }

  /**
   * Before a host runs a tool itself: judges the call, records the intent and remembers its targets.
   * Synchronous. With `confirm` the host asks its user before it runs the tool; with `deny`, or when the call
   * could not be recorded, `snapshot` is null and the tool must not run.
   */
  executePipeline(input: ExecutePipelineInput): PipelineResult {
    return beginPipeline(this.#system, this.#open, input);
  }

  /** Like `executePipeline`, for hosts that can wait: calls that begin at the same time become durable together. */
  async executePipelineAsync(input: ExecutePipelineInput): Promise<PipelineResult> {
    return this.#running.add(beginPipelineAsync(this.#system, this.#open, input));
  }

  /**
   * Like `executePipeline`, for hosts that ask their user in the middle of a call: one that needs an approval comes back
   * with a `question`, and goes on, or ends, with the `answer` to it. One that is never answered never runs.
   */
  askPipeline(input: ExecutePipelineInput): PipelineResult | PipelineQuestion {
    return askPipeline(this.#system, this.#open, input);
  }

  /**
   * After a host ran a tool: verifies, rolls back where that is due, assesses and records. Synchronous. A
   * `snapshot` that is null or unknown is recorded as a call that ran before it was judged.
   */
  completeExecution(input: CompleteExecutionInput): CompletionResult {
    return completePipeline(this.#system, this.#open, input);
  }

  /** Like `completeExecution`, for hosts that can wait: it runs every check, and calls that end together are one sync. */
  async completeExecutionAsync(input: CompleteExecutionInput): Promise<CompletionResult> {
    return this.#running.add(completePipelineAsync(this.#system, this.#open, input));
  }

  /**
   * Records what a user's behaviour says about the agent.
   *
   * @throws SentinelError `INVALID_ARGUMENT` for a signal that does not exist.
   */
  recordFeedback(signal: FeedbackSignal, sessionId: string = this.#system.sessionId): void {
    const { evaluator, journal, memory, clock } = this.#system;
    evaluator.feedback.record(signal, { sessionId });
    journal.appendSync({ kind: 'event', name: 'feedback', at: clock.now(), sessionId, data: { signal } });
    memory.episodic.record('user_feedback', signal, { sessionId, actor: 'user', trust: 'owner' });
  }

  /**
   * A value with every credential in its texts masked, for hosts that show, keep or send what a tool brought or an
   * agent wrote. A text that cannot be looked through is masked as a whole. Where `detectConfig` is false, the value.
   */
  redact<T>(value: T): Redacted<T> {
    return this.#system.redactor.redact(value);
  }

  /** What the agent should know at the start of a session, as text for its prompt. */
  injectContext(options: InjectOptions = {}): string {
    return this.#system.memory.injectContext(options);
  }

  /**
   * Ends a session: clears its working memory, notes which of the agent's files users have deleted or rewritten
   * since, makes everything that was learned durable, and adds the session to the day's log (`daily/` in the state
   * folder), once a day.
   */
  endSession(sessionId: string = this.#system.sessionId): void {
    endSession(this.#system, sessionId);
  }

  /** The agent's quality, of one session or of all. */
  getProfile(sessionId?: string): AgentProfile {
    return this.#system.evaluator.getProfile(sessionId);
  }

  getAuditStats(): AuditStats {
    return this.#system.journal.stats();
  }

  /** Recorded calls, newest first. */
  audit(filter: AuditFilter = {}): readonly AuditEntry[] {
    return this.#system.journal.query(filter);
  }

  /** Checks the journal against its key and its anchor. */
  verifyAudit(): VerifyReport {
    return this.#system.journal.verify();
  }

  /**
   * Puts the files of a call back as they were before it. What somebody else changed meanwhile is kept. The
   * report's `undoId`, given to `undo` in turn, takes it back. Intent and outcome are recorded.
   *
   * @throws SentinelError `NOT_FOUND` when there is no snapshot of the call, `STATE_CORRUPT` when it is damaged,
   * and the journal's errors: what cannot be recorded is not undone.
   */
  undo(callId: string): UndoReport {
    return undoCall(this.#system, callId);
  }

  /**
   * Undoes every call of a session that has a snapshot, the newest first, each like `undo`. A call that is undone
   * already, or whose snapshot is damaged, is skipped and reported; a conflict or a failure in one does not stop
   * the others. The report's `takeBack` holds what to give to `undo`, in that order, to take it all back.
   *
   * @throws SentinelError `NOT_FOUND` when neither a snapshot nor the journal knows the session.
   */
  undoSession(sessionId: string = this.#system.sessionId): SessionUndoReport {
    return undoSession(this.#system, sessionId);
  }

  /**
   * The paths of a call that are not as they were before it, and whose doing that is. Reads only. Throws like
   * `undo`, except for what the journal throws.
   */
  diff(callId: string): readonly PathChange[] {
    return this.#system.snapshotter.diff(callId);
  }

  /**
   * The snapshots of calls and of undos, newest first; damaged ones are listed too, last.
   *
   * @throws SentinelError `INVALID_ARGUMENT` naming a condition of the wrong type or a limit that is no count.
   */
  snapshots(filter: SnapshotFilter = {}): readonly (StoredSnapshot | DamagedSnapshot)[] {
    return findSnapshots(this.#system, filter);
  }

  /** The agent's quality, the trust in a session and the state of the journal, as text for people. */
  statusReport(sessionId?: string): string {
    return reportStatus(this.#system, sessionId);
  }

  /** The status report with how full the journal and the memory are. */
  fullReport(): string {
    return fullReport(this.#system);
  }

  /** The status in one line. */
  compactReport(): string {
    return compactReport(this.#system);
  }

  /** What a report over time says, as data: `htmlReport`, `otelEvents` and `otelMetrics` make more of it. */
  report(query?: ReportQuery): ReportData {
    return reportData(this.#system, query);
  }

  /** The numbers of `report` in the text format of Prometheus, for the body of an answer to `GET /metrics`. */
  metrics(): string {
    return prometheusReport(reportData(this.#system));
  }

  /** Everything that the reports are made of, as data that JSON can hold. */
  fullStatus(): FullStatus {
    return fullStatus(this.#system);
  }

  /**
   * Waits for the calls that run, makes everything durable and lets go of the journal. The instance can't be
   * used afterwards.
   */
  async close(): Promise<void> {
    const { memory, evaluator, executor, journal } = this.#system;
    await this.#running.settled();
    try {
      await executor.close?.();
      memory.flush();
      evaluator.close();
    } finally {
      await journal.close();
    }
  }
}
