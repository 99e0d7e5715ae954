import type { ApprovalOutcome } from './approval.js';
import type { Action } from './finding.js';
import type { EffectScope, EffectVerb } from './effect.js';
import type { RiskDimensions } from './decision.js';
import type { Json, JsonObject } from './json.js';
import type { RestoredPath, RollbackReport } from './snapshot.js';
import type { Run, Timings } from './run.js';
import type { VerifyStatus } from './verdict.js';

/** A decision as the journal keeps it. */
export interface RecordedDecision {
  readonly action: Action;
  readonly strict: boolean;
  readonly score: number;
  readonly dimensions: RiskDimensions;
  readonly digest: string;
  /** Rule identifiers of the findings, in order. */
  readonly rules: readonly string[];
  readonly effects: readonly {
    readonly verb: EffectVerb;
    readonly target: string;
    readonly scope: EffectScope;
  }[];
}

interface CallRecord {
  readonly callId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sessionId: string;
  readonly agentId: string;
  readonly tool: string;
}

/** Written durably before anything runs. */
export interface IntentRecord extends CallRecord {
  readonly kind: 'intent';
  readonly cwd: string;
  /** Secret parameters are masked, bytes are described. */
  readonly params: JsonObject;
  readonly decision: RecordedDecision;
  readonly approval: ApprovalOutcome;
}

/** A call that was not allowed to run. There is no outcome record for it. */
export interface BlockedRecord extends CallRecord {
  readonly kind: 'blocked';
  readonly cwd: string;
  readonly params: JsonObject;
  readonly decision: RecordedDecision;
  readonly approval: ApprovalOutcome;
  readonly reason: string;
}

/** How a call that had an intent ended. */
export interface OutcomeRecord extends CallRecord {
  readonly kind: 'outcome';
  readonly status: Run['status'] | 'not-run';
  /** What kind of value came back and how large it was; never the value. */
  readonly result: { readonly type: string; readonly bytes: number | null } | null;
  readonly error: string | null;
  readonly verify: VerifyStatus | null;
  readonly failedChecks: readonly string[];
  /** Rules of the detector that the result met. Absent in journals of before there was one. */
  readonly detections?: readonly string[];
  readonly rollback: {
    readonly status: RollbackReport['status'];
    readonly paths: readonly RestoredPath[];
  } | null;
  readonly scores: { readonly overall: number | null } | null;
  readonly action: Action;
  readonly score: number;
  readonly durationMs: number;
  readonly timings: Omit<Timings, 'settle' | 'total'>;
}

/** Anything else worth proving later: user feedback, an undo by hand, the end of a session. */
export interface EventRecord {
  readonly kind: 'event';
  readonly name: string;
  readonly at: number;
  readonly sessionId: string;
  readonly data: Json;
}

/** One entry of the journal. */
export type JournalRecord = IntentRecord | BlockedRecord | OutcomeRecord | EventRecord;
