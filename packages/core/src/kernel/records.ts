import { messageOf } from './faults.js';
import { maskText, paramsToJson, wellFormed } from '../mask.js';
import type { ApprovalOutcome } from '../approval.js';
import type { Assessment } from '../assessment.js';
import type { BlockedCall, CompletedCall } from '../completed-call.js';
import type { BlockedRecord, IntentRecord, OutcomeRecord, RecordedDecision } from '../record.js';
import type { Decision } from '../decision.js';
import type { Finding } from '../finding.js';
import type { Run } from '../run.js';
import type { ToolCall } from '../call.js';

/** Errors of tools can be of any length; the journal keeps their beginning. */
const MAX_ERROR_TEXT = 2_000;

export function intentRecord(
  call: ToolCall,
  decision: Decision,
  approval: ApprovalOutcome,
  at: number,
): IntentRecord {
  return {
    kind: 'intent',
    ...identity(call, at),
    cwd: wellFormed(call.cwd),
    params: paramsToJson(call.params),
    decision: recorded(decision),
    approval: recordedApproval(approval),
  };
}

export function blockedRecord({ call, decision, approval, reason, at }: BlockedCall): BlockedRecord {
  return {
    kind: 'blocked',
    ...identity(call, at),
    cwd: wellFormed(call.cwd),
    params: paramsToJson(call.params),
    decision: recorded(decision),
    approval: recordedApproval(approval),
    reason: wellFormed(reason),
  };
}

export function outcomeRecord(
  completed: CompletedCall,
  assessment: Assessment | null,
  timings: OutcomeRecord['timings'],
  secrets: readonly string[],
  detections: readonly Finding[],
): OutcomeRecord {
  const { call, decision, run, verdict, rollback } = completed;
  return {
    kind: 'outcome',
    ...identity(call, completed.startedAt + completed.durationMs),
    status: run.status,
    result: run.status === 'succeeded' ? describeResult(run.result) : null,
    error: didNotSucceed(run) ? failureText(run, secrets) : null,
    verify: verdict.status,
    failedChecks: verdict.checks.filter((check) => check.status === 'fail').map((check) => check.check),
    detections: [...new Set(detections.map(({ rule }) => rule))],
    rollback:
      rollback === null
        ? null
        : {
            status: rollback.status,
            paths: rollback.paths.map((restored) => ({
              ...restored,
              path: maskText(restored.path, secrets),
            })),
          },
    scores: assessment === null ? null : { overall: assessment.overall },
    action: decision.action,
    score: decision.risk.score,
    durationMs: completed.durationMs,
    timings,
  };
}

/** The outcome of a call that was allowed and recorded, and then could not be started. */
export function notRunRecord(call: ToolCall, decision: Decision, error: string, at: number): OutcomeRecord {
  return {
    kind: 'outcome',
    ...identity(call, at),
    status: 'not-run',
    result: null,
    error: wellFormed(error),
    verify: null,
    failedChecks: [],
    detections: [],
    rollback: null,
    scores: null,
    action: decision.action,
    score: decision.risk.score,
    durationMs: 0,
    timings: { decide: 0, approve: 0, intent: 0, snapshot: 0, run: 0, verify: 0 },
  };
}

type FailedRun = Exclude<Run, { readonly status: 'succeeded' | 'planned' }>;

function didNotSucceed(run: Run): run is FailedRun {
  return run.status !== 'succeeded' && run.status !== 'planned';
}

/** What a run that did not succeed says about it, without the secrets. */
export function failureText(run: FailedRun, secrets: readonly string[] = []): string {
  switch (run.status) {
    case 'failed':
      return beginningOf(wellFormed(messageOf(run.error)), secrets);
    case 'timed-out':
      return `the tool did not finish within ${run.afterMs} ms`;
    case 'aborted':
      return `aborted: ${maskText(wellFormed(run.reason), secrets)}`;
  }
}

/** Masked before it is cut: the cut must not leave half a secret that nobody knows any more. */
function beginningOf(text: string, secrets: readonly string[]): string {
  const longest = secrets.reduce((most, secret) => Math.max(most, secret.length), 0);
  return maskText(text.slice(0, MAX_ERROR_TEXT + longest), secrets).slice(0, MAX_ERROR_TEXT);
}

function identity(
  call: ToolCall,
  at: number,
): Pick<IntentRecord, 'callId' | 'at' | 'sessionId' | 'agentId' | 'tool'> {
  return {
    callId: call.id,
    at,
    sessionId: wellFormed(call.sessionId),
    agentId: wellFormed(call.agentId),
    tool: wellFormed(call.tool),
  };
}

function recorded(decision: Decision): RecordedDecision {
  return {
    action: decision.action,
    strict: decision.strict,
    score: decision.risk.score,
    dimensions: decision.risk.dimensions,
    digest: decision.digest,
    rules: decision.findings.map((finding) => finding.rule),
    effects: decision.effects.map(({ verb, target, scope }) => ({
      verb,
      target: wellFormed(target),
      scope,
    })),
  };
}

/** An approver's words are anybody's text. */
function recordedApproval(approval: ApprovalOutcome): ApprovalOutcome {
  switch (approval.status) {
    case 'not-needed':
    case 'delegated':
      return approval;
    case 'granted':
      return { status: 'granted', by: wellFormed(approval.by) };
    case 'declined':
      return {
        status: 'declined',
        by: wellFormed(approval.by),
        reason: wellFormed(approval.reason),
      };
    case 'unattended':
      return { status: 'unattended', reason: wellFormed(approval.reason) };
  }
}

function describeResult(result: unknown): OutcomeRecord['result'] {
  if (typeof result === 'string') return { type: 'string', bytes: new TextEncoder().encode(result).length };
  if (result instanceof Uint8Array) return { type: 'bytes', bytes: result.length };
  const type = result === null ? 'null' : Array.isArray(result) ? 'array' : typeof result;
  return { type, bytes: null };
}
