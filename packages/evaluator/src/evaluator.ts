import { randomBytes } from 'node:crypto';
import { SentinelError } from '@sentinel-agentos/core';
import type {
  Assessment,
  Clock,
  CompletedCall,
  Decision,
  Evaluator,
  Snapshot,
  ToolCall,
  UserChange,
} from '@sentinel-agentos/core';
import { boundedName, sessionKey } from './session-key.js';
import { compactReport, statusReport } from './report/status-report.js';
import { createFeedback } from './feedback/feedback.js';
import { DIMENSION_WEIGHTS } from './dimension.js';
import { fullReport } from './report/full-report.js';
import { makeProfile, overallScore } from './profile/agent-profile.js';
import { ObservationLog } from './observations/observation-log.js';
import { Problems } from './observations/problems.js';
import { scorePostExec } from './phases/post-exec.js';
import { scorePreExec } from './phases/pre-exec.js';
import { scoreRuntime } from './phases/runtime.js';
import { SessionContext } from './session-context.js';
import { summariseSessions } from './profile/session-overview.js';
import { weightedMean } from './weighted-mean.js';
import { wholeScore } from './score-scale.js';
import type { AgentProfile } from './profile/agent-profile.js';
import type { Feedback } from './feedback/feedback.js';
import type { PostExecFacts, PostExecScore } from './phases/post-exec.js';
import type { PreExecFacts, PreExecScore } from './phases/pre-exec.js';
import type { ReportOptions } from './report/status-report.js';
import type { RuntimeFacts, RuntimeScore } from './phases/runtime.js';
import type { SessionSummary } from './profile/session-overview.js';

export interface EvaluatorOptions {
  /** Folder of the observations. Made with the first observation. */
  readonly dir: string;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Whether auto-detected signals are kept. Explicit ones always are. Default: true. */
  readonly implicitFeedbackEnabled?: boolean;
  /** From this size on the file of observations is replaced by a summary of it. Default: 4 MiB. */
  readonly maxFileBytes?: number;
}

/** The scores of one call and how each came about. */
export interface CallAssessment extends Assessment {
  /** The evidence: names the call's records in the journal. */
  readonly callId: string;
  readonly phases: {
    readonly preExec: PreExecScore;
    readonly runtime: RuntimeScore;
    readonly postExec: PostExecScore;
  };
}

/** One phase of the evaluation, usable alone. Pure. */
export interface Phase<Facts, Score> {
  evaluate(facts: Facts): Score;
}

/** Profiles of the agent and its sessions. */
export interface Profiler {
  profile(sessionId?: string): AgentProfile;
  /** The last 500 sessions, most recently active first. */
  overview(): readonly SessionSummary[];
}

/** Says how good an agent is, and why. Everything is synchronous. */
export interface SentinelEvaluator extends Evaluator {
  readonly preExec: Phase<PreExecFacts, PreExecScore>;
  readonly runtime: Phase<RuntimeFacts, RuntimeScore>;
  readonly postExec: Phase<PostExecFacts, PostExecScore>;
  readonly feedback: Feedback;
  readonly profiler: Profiler;
  /** What went wrong with the stored observations without stopping the work. */
  readonly problems: readonly SentinelError[];
  /**
   * Scores a call and keeps the scores; on return a kill of the process cannot lose them.
   *
   * @throws SentinelError `INVALID_ARGUMENT` for facts out of range, `STATE_UNAVAILABLE` when the scores could
   * not be written; then the call does not count.
   */
  assess(completed: CompletedCall): CallAssessment;
  /**
   * Counts as the auto-detected signal `user_deleted_code` or `user_modified_output` of the change's session; as
   * nothing when implicit feedback is switched off.
   */
  noteUserChange(change: UserChange): void;
  /** The pre-execution score of a call that did not run yet. Keeps nothing. */
  assessBefore(call: ToolCall, decision: Decision, snapshot?: Snapshot | null): PreExecScore;
  /** Of a session, or of all together. An unknown session has no scores. */
  getProfile(sessionId?: string): AgentProfile;
  statusReport(options?: ReportOptions): string;
  compactReport(options?: ReportOptions): string;
  fullReport(options?: ReportOptions): string;
  sessionOverview(): readonly SessionSummary[];
  /** Notes the end of a session and makes everything so far survive a loss of power. */
  endSession(sessionId: string): void;
  /** Makes everything so far survive a loss of power. */
  flush(): void;
  /** Closes the file. The evaluator opens it again when it is used again. */
  close(): void;
}

const SYSTEM_CLOCK: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
const DEFAULT_MAX_BYTES = 4 << 20;

function readOptions(options: EvaluatorOptions): Required<EvaluatorOptions> {
  const {
    dir,
    clock = SYSTEM_CLOCK,
    implicitFeedbackEnabled = true,
    maxFileBytes = DEFAULT_MAX_BYTES,
  } = options;
  if (typeof dir !== 'string' || dir === '') {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `dir must be the path of a folder, got ${JSON.stringify(dir)}.`,
    );
  }
  if (!(maxFileBytes > 0)) {
    throw new SentinelError('INVALID_ARGUMENT', `maxFileBytes must be above 0, got ${String(maxFileBytes)}.`);
  }
  return { dir, clock, implicitFeedbackEnabled, maxFileBytes };
}

function overallOf(preExec: number | null, runtime: number | null, postExec: number | null): number | null {
  const mean = weightedMean([
    { weight: DIMENSION_WEIGHTS.preExec, value: preExec },
    { weight: DIMENSION_WEIGHTS.runtime, value: runtime },
    { weight: DIMENSION_WEIGHTS.postExec, value: postExec },
  ]);
  return mean === null ? null : wholeScore(mean);
}

/**
 * Makes an evaluator over the observations in a folder. Reads what is there; writes nothing until there is
 * something to keep. Several evaluators, in several processes, may share a folder: each sees what all wrote.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when the observations are there but cannot be read.
 */
export function createEvaluator(options: EvaluatorOptions): SentinelEvaluator {
  const { dir, clock, implicitFeedbackEnabled, maxFileBytes } = readOptions(options);
  const instance = randomBytes(9).toString('base64url');
  const problems = new Problems();
  const log = new ObservationLog({ dir, maxFileBytes, instance, problems });
  const context = new SessionContext();
  const feedback = createFeedback({ log, clock, implicitFeedbackEnabled });
  let written = 0;

  const nextId = (): string => {
    written += 1;
    return `${instance}.${written.toString(36)}`;
  };
  const profile = (sessionId?: string): AgentProfile => {
    log.refresh();
    return makeProfile(log.standing, sessionId === undefined ? null : sessionKey(sessionId), clock.now());
  };
  const overview = (): readonly SessionSummary[] => {
    log.refresh();
    return summariseSessions(log.standing);
  };
  const isNewSession = (session: string): boolean => {
    log.refresh();
    return !log.standing.sessions.has(session);
  };

  return {
    preExec: { evaluate: scorePreExec },
    runtime: { evaluate: scoreRuntime },
    postExec: { evaluate: scorePostExec },
    feedback,
    profiler: { profile, overview },

    get problems() {
      return problems.list();
    },

    assess(completed) {
      const { call, decision, run, verdict } = completed;
      const session = sessionKey(call.sessionId);
      context.enter(session, () => isNewSession(session));
      const prior = context.knowledgeFor(session, decision, completed.snapshot);
      const { repeatsFailure = false } = prior;
      const phases = {
        preExec: scorePreExec({ params: call.params, decision, prior }),
        runtime: scoreRuntime({ status: run.status, context: completed.context, repeatsFailure }),
        postExec: scorePostExec({ status: run.status, verdict, context: completed.context }),
      };
      const scores = {
        preExec: phases.preExec.score,
        runtime: phases.runtime.score,
        postExec: phases.postExec.score,
      };
      log.append({
        type: 'call',
        id: nextId(),
        at: clock.now(),
        session,
        call: boundedName(call.id),
        tool: boundedName(call.tool),
        status: run.status,
        ...scores,
        verify: phases.postExec.verify === null ? null : verdict.status,
        risk: decision.risk.score,
      });
      context.learn(session, completed);
      const overall = overallOf(scores.preExec, scores.runtime, scores.postExec);
      return { callId: call.id, ...scores, overall, phases };
    },

    assessBefore(call, decision, snapshot = null) {
      const prior = context.knowledgeFor(sessionKey(call.sessionId), decision, snapshot);
      return scorePreExec({ params: call.params, decision, prior });
    },

    noteUserChange({ sessionId, change }) {
      const signal = change === 'deleted' ? 'user_deleted_code' : 'user_modified_output';
      feedback.record(signal, { sessionId, source: 'auto-detected' });
    },

    score: () => overallScore(log.standing.total),

    getProfile: profile,

    statusReport: (reportOptions) => statusReport(profile(), reportOptions),

    compactReport: (reportOptions) => compactReport(profile(), reportOptions),

    fullReport(reportOptions) {
      const facts = { profile: profile(), stats: feedback.stats(), sessions: overview() };
      return fullReport({ ...facts, problems: problems.list() }, reportOptions);
    },

    sessionOverview: overview,

    endSession(sessionId) {
      const session = sessionKey(sessionId);
      context.forget(session);
      if (!isNewSession(session)) log.append({ type: 'end', id: nextId(), at: clock.now(), session });
      log.sync();
    },

    flush: () => log.sync(),

    close: () => log.close(),
  };
}
