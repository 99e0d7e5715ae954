import type { AgentOS } from './agent-os.js';
import type { AuditEntry, AuditFilter, AuditStats } from '@sentinel-agentos/audit';
import type {
  CompleteExecutionInput,
  CompletionResult,
  ExecutePipelineInput,
  PipelineResult,
} from './pipeline.js';
import type {
  AgentProfile,
  FeedbackSignal,
  FeedbackStats,
  SessionSummary,
} from '@sentinel-agentos/evaluator';
import type { InjectOptions, Memory } from '@sentinel-agentos/memory';
import type { RiskThresholds } from '@sentinel-agentos/guard';

type Schema = AgentOS['guard']['schema'];
type Risk = AgentOS['guard']['risk'];
type Working = Memory['working'];
type Episodic = Memory['episodic'];
type Semantic = Memory['semantic'];
type FirstOf<F extends (...args: never[]) => unknown> = Parameters<F>[0];

/** What `pipelineExecute` takes. */
export interface PipelineExecuteInput extends ExecutePipelineInput {
  readonly toolParameters?: unknown;
}

/**
 * One flat list of methods over an `AgentOS`, for callers that want no tree of parts: each is one call of the part
 * it is named for, with its errors.
 */
export class AgentOSAPI {
  readonly #os: AgentOS;

  constructor(os: AgentOS) {
    this.#os = os;
  }

  /**
   * Registers a schema rule; the last one of a tool wins.
   *
   * @throws SentinelError `INVALID_CONFIG` naming the part and value that are wrong.
   */
  guardRegisterRule(rule: FirstOf<Schema['registerRule']>): void {
    this.#os.guard.schema.registerRule(rule);
  }

  /** Registers all of the rules or, when one of them is wrong, none. Throws like `guardRegisterRule`. */
  guardRegisterRules(rules: FirstOf<Schema['registerRules']>): void {
    this.#os.guard.schema.registerRules(rules);
  }

  /** Whether a schema rule is in force for a tool, under any spelling of its name. */
  guardHasRule(tool: string): boolean {
    return this.#os.guard.schema.hasRule(tool);
  }

  /** The schema rules in force, in the order of their tools' first registration. */
  guardGetRules(): ReturnType<Schema['getRules']> {
    return this.#os.guard.schema.getRules();
  }

  /**
   * What the effects of a call are worth, as if it were made in the workspace root.
   *
   * @throws SentinelError `INVALID_PARAMS` for parameters that cannot be judged as data.
   */
  guardEvaluateRisk(tool: string, params: unknown): ReturnType<Risk['evaluate']> {
    return this.#os.guard.risk.evaluate(tool, params);
  }

  /**
   * Changes some of the thresholds from the next decision on.
   *
   * @throws SentinelError `INVALID_CONFIG`, naming field and value; nothing changes then.
   */
  guardSetRiskThresholds(change: Partial<RiskThresholds>): void {
    this.#os.guard.risk.setThresholds(change);
  }

  /** `executePipelineAsync`; `toolParameters` is another name of `parameters`. */
  async pipelineExecute({ toolParameters, ...input }: PipelineExecuteInput): Promise<PipelineResult> {
    return this.#os.executePipelineAsync({
      ...(toolParameters === undefined ? {} : { parameters: toolParameters }),
      ...input,
    });
  }

  /** `completeExecution`: everything but the tool's name may be missing. */
  pipelineComplete(input: CompleteExecutionInput): CompletionResult {
    return this.#os.completeExecution(input);
  }

  /** Recorded calls, newest first. */
  auditQuery(filter?: AuditFilter): readonly AuditEntry[] {
    return this.#os.audit(filter);
  }

  /** Counts over the journal. */
  auditStats(): AuditStats {
    return this.#os.getAuditStats();
  }

  /** Ends a session: clears its working memory and makes everything that was learned durable. */
  endSession(sessionId?: string): void {
    this.#os.endSession(sessionId);
  }

  /** What a session is trusted with. */
  trust(sessionId?: string): ReturnType<AgentOS['trust']> {
    return this.#os.trust(sessionId);
  }

  /** Says that a turn ended. */
  endTurn(sessionId?: string, facts?: Parameters<AgentOS['endTurn']>[1]): ReturnType<AgentOS['endTurn']> {
    return this.#os.endTurn(sessionId, facts);
  }

  /** Stops a session until a person resumes it. */
  halt(sessionId?: string, options?: Parameters<AgentOS['halt']>[1]): void {
    this.#os.halt(sessionId, options);
  }

  /** Lets a halted session go on. A person's decision. */
  resume(sessionId?: string, options?: Parameters<AgentOS['resume']>[1]): void {
    this.#os.resume(sessionId, options);
  }

  /** What the agent should know at the start of a session, as text for its prompt. */
  memoryInjectContext(options?: InjectOptions): string {
    return this.#os.injectContext(options);
  }

  /** Keeps a message of the live session. */
  memoryAddMessage(role: string, content: string, sessionId?: string): ReturnType<Working['addMessage']> {
    return this.#os.memory.working.addMessage(role, content, sessionId);
  }

  /** Says what the live session is about. */
  memorySetTask(task: string, sessionId?: string): void {
    this.#os.memory.working.setTask(task, sessionId);
  }

  /** Keeps a tool's result for half a minute; `memory.working.cachedResult` gives it back. False: it is too large. */
  memoryCacheResult(tool: string, result: unknown, options?: Parameters<Working['cacheResult']>[2]): boolean {
    return this.#os.memory.working.cacheResult(tool, result, options);
  }

  /** Remembers something that happened. */
  memoryRecordEvent(
    type: FirstOf<Episodic['record']>,
    content: string,
    tags: readonly string[] = [],
    entities: readonly string[] = [],
  ): ReturnType<Episodic['record']> {
    return this.#os.memory.episodic.record(type, content, { tags, entities });
  }

  /** Remembers a preference of the user, in the owner's name. */
  memorySetPreference(
    key: string,
    value: Parameters<Semantic['setPreference']>[1],
  ): ReturnType<Semantic['setPreference']> {
    return this.#os.memory.semantic.setPreference(key, value);
  }

  /** The preference as it was set last; undefined when it never was. */
  memoryGetPreference(key: string): ReturnType<Semantic['getPreference']> {
    return this.#os.memory.semantic.getPreference(key);
  }

  /** Learns how to work; learned again, it is surer. `source`: the session or review it came from. */
  memoryLearnRule(rule: string, source?: string): ReturnType<Semantic['learnRule']> {
    return this.#os.memory.semantic.learnRule(rule, source);
  }

  /** Says what a word means here. */
  memoryDefineTerm(term: string, meaning: string): ReturnType<Semantic['defineTerm']> {
    return this.#os.memory.semantic.defineTerm(term, meaning);
  }

  /** Merges what is known of a project into what was known before. */
  memorySetProjectContext(
    name: string,
    context: Parameters<Semantic['setProjectContext']>[1],
  ): ReturnType<Semantic['setProjectContext']> {
    return this.#os.memory.semantic.setProjectContext(name, context);
  }

  /**
   * Records what a user's behaviour says about the agent.
   *
   * @throws SentinelError `INVALID_ARGUMENT` for a signal that does not exist.
   */
  recordFeedback(signal: FeedbackSignal, sessionId?: string): void {
    this.#os.recordFeedback(signal, sessionId);
  }

  /** Satisfaction 0–100 of a session or of all, also of the last hours only; null without signals. */
  getSatisfaction(sessionId?: string, hours?: number): number | null {
    return this.#os.evaluator.feedback.satisfaction(sessionId, hours);
  }

  /** How often each signal came, of a session or of all. */
  feedbackStats(sessionId?: string): FeedbackStats {
    return this.#os.evaluator.feedback.stats(sessionId);
  }

  /** The agent's quality, of one session or of all. */
  getProfile(sessionId?: string): AgentProfile {
    return this.#os.getProfile(sessionId);
  }

  /** The agent's quality and the state of the journal, as text for people. */
  getStatusReport(): string {
    return this.#os.statusReport();
  }

  /** The last 500 sessions, most recently active first. */
  getSessionOverview(): readonly SessionSummary[] {
    return this.#os.evaluator.profiler.overview();
  }

  /** What a report over time says, as data. */
  report(query?: Parameters<AgentOS['report']>[0]): ReturnType<AgentOS['report']> {
    return this.#os.report(query);
  }

  /** The same as text for Prometheus. */
  metrics(): string {
    return this.#os.metrics();
  }
}
