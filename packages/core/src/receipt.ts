import type { Action, Finding } from './finding.js';
import type { Assessment } from './assessment.js';
import type { Decision } from './decision.js';
import type { Effect } from './effect.js';
import type { Json } from './json.js';
import type { RollbackReport, Uncovered } from './snapshot.js';
import type { SentinelError } from './error.js';
import type { Timings } from './run.js';
import type { Verdict, VerifyStatus } from './verdict.js';

interface ReceiptBase {
  readonly risk: Action;
  /** Id of the call: names its audit records and its snapshot. */
  readonly auditId: string;
  /** The agent's quality score, 0–100; null while there is not enough evidence. */
  readonly profile: number | null;
  readonly decision: Decision;
  readonly effects: readonly Effect[];
  readonly timings: Timings;
  /**
   * What went wrong around the call without changing its outcome: an observer that threw, a memory that
   * could not record, an outcome that could not be journaled. Empty when all went well.
   */
  readonly faults: readonly SentinelError[];
}

/** The tool was not called. */
export interface BlockedReceipt extends ReceiptBase {
  readonly status: 'denied' | 'unapproved' | 'faulted';
  readonly allowed: false;
  readonly blocked: true;
  readonly reason: string;
  /** What the agent could change so that less would stop it; absent when nobody knows. */
  readonly safer?: string;
  /** True when an approval would have let the call run. */
  readonly needsConfirmation: boolean;
  readonly result?: undefined;
  readonly error?: string;
  readonly verify: null;
  readonly verdict: null;
  readonly rollback: null;
  readonly plan?: undefined;
}

interface AllowedReceipt extends ReceiptBase {
  readonly allowed: true;
  readonly blocked: false;
  /** For `notify`: what the user should be told. */
  readonly reason?: string;
  readonly needsConfirmation: false;
  readonly verify: VerifyStatus;
  readonly verdict: Verdict;
  readonly rollback: RollbackReport | null;
  /** What the call may have changed and an undo could not put back, and why. Empty when it could undo all of it. */
  readonly uncovered: readonly Uncovered[];
  /** What stands in the result that the agent should know of before it believes it; empty without a detector. */
  readonly detections: readonly Finding[];
  readonly assessment: Assessment | null;
}

/** The tool ran and returned. A `FAIL` in `verify` says that its claim did not hold. */
export interface SucceededReceipt<T> extends AllowedReceipt {
  readonly status: 'succeeded';
  readonly result: T;
  readonly error?: undefined;
  readonly plan?: undefined;
}

/** The tool was called and threw, rejected, ran out of time or was aborted. */
export interface FailedReceipt extends AllowedReceipt {
  readonly status: 'failed' | 'timed-out' | 'aborted';
  readonly result?: undefined;
  readonly error: string;
  /** What the tool threw, as it was thrown. */
  readonly cause: unknown;
  readonly plan?: undefined;
}

/** A dry run: the call would have been allowed; the tool was not called. */
export interface PlannedReceipt extends AllowedReceipt {
  readonly status: 'planned';
  readonly result?: undefined;
  readonly error?: undefined;
  readonly plan: Json;
}

/** What `execute` returns. Discriminate on `status`; `allowed` and `blocked` are read-outs of it. */
export type Receipt<T = unknown> = BlockedReceipt | SucceededReceipt<T> | FailedReceipt | PlannedReceipt;
