import type {
  Action,
  ApprovalOutcome,
  BlockedRecord,
  IntentRecord,
  JsonObject,
  OutcomeRecord,
  RecordedDecision,
  VerifyStatus,
} from '@sentinel-agentos/core';

/**
 * How a call ended, in one word. `BLOCKED`: it was not allowed to run. `UNFINISHED`: it was about to run and
 * nothing is known of its end. `UNVERIFIED`: it ended, but nothing was checked. A run that failed, timed out
 * or was aborted and was not checked is a `FAIL`.
 */
export type AuditStatus = VerifyStatus | 'BLOCKED' | 'UNFINISHED' | 'UNVERIFIED';

/** One tool call as the journal knows it: its intent and outcome joined, or the record of its being blocked. */
export interface AuditEntry {
  /** Id of the call. */
  readonly id: string;
  /** Number of its intent or blocked record. */
  readonly seq: number;
  /** Milliseconds since the epoch, when the call was decided. */
  readonly at: number;
  readonly sessionId: string;
  readonly agentId: string;
  readonly toolName: string;
  readonly cwd: string;
  readonly params: JsonObject;
  readonly action: Action;
  readonly riskScore: number;
  readonly decision: RecordedDecision;
  readonly approval: ApprovalOutcome;
  readonly status: AuditStatus;
  readonly verifyStatus: VerifyStatus | null;
  /** Why it was blocked, or what the tool failed with. */
  readonly reason: string | null;
  readonly durationMs: number | null;
  /** The outcome as it was recorded; null while there is none. */
  readonly outcome: OutcomeRecord | null;
}

export function entryOf(seq: number, record: IntentRecord | BlockedRecord): AuditEntry {
  const isBlocked = record.kind === 'blocked';
  return {
    id: record.callId,
    seq,
    at: record.at,
    sessionId: record.sessionId,
    agentId: record.agentId,
    toolName: record.tool,
    cwd: record.cwd,
    params: record.params,
    action: record.decision.action,
    riskScore: record.decision.score,
    decision: record.decision,
    approval: record.approval,
    status: isBlocked ? 'BLOCKED' : 'UNFINISHED',
    verifyStatus: null,
    reason: isBlocked ? record.reason : null,
    durationMs: null,
    outcome: null,
  };
}

export function withOutcome(entry: AuditEntry, outcome: OutcomeRecord): AuditEntry {
  return {
    ...entry,
    status: statusOfOutcome(outcome),
    verifyStatus: outcome.verify,
    reason: outcome.error,
    durationMs: outcome.durationMs,
    outcome,
  };
}

/** How a call ended, in one word, from its outcome. */
export function statusOfOutcome({ verify, status }: OutcomeRecord): AuditStatus {
  return verify ?? statusOfRun(status);
}

function statusOfRun(status: OutcomeRecord['status']): AuditStatus {
  switch (status) {
    case 'failed':
    case 'timed-out':
    case 'aborted':
      return 'FAIL';
    case 'succeeded':
    case 'planned':
    case 'not-run':
      return 'UNVERIFIED';
  }
}
