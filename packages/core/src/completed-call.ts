import type { ApprovalOutcome } from './approval.js';
import type { Assessment } from './assessment.js';
import type { Decision } from './decision.js';
import type { Run, RunContext, Timings } from './run.js';
import type { RollbackReport, Snapshot } from './snapshot.js';
import type { ToolCall } from './call.js';
import type { Verdict } from './verdict.js';

/** A call that ran, with everything known about it. Secrets are masked in all of it but the snapshot's paths. */
export interface CompletedCall {
  readonly call: ToolCall;
  readonly decision: Decision;
  readonly approval: ApprovalOutcome;
  readonly snapshot: Snapshot | null;
  readonly run: Run;
  readonly context: RunContext;
  readonly verdict: Verdict;
  readonly rollback: RollbackReport | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/** A call that never ran, and why. Secrets are masked in all of it. */
export interface BlockedCall {
  readonly call: ToolCall;
  readonly decision: Decision;
  readonly approval: ApprovalOutcome;
  readonly reason: string;
  readonly at: number;
}

/** What the kernel tells observers. */
export type KernelEvent =
  | { readonly type: 'decided'; readonly call: ToolCall; readonly decision: Decision }
  | { readonly type: 'blocked'; readonly blocked: BlockedCall }
  | { readonly type: 'started'; readonly call: ToolCall; readonly snapshot: Snapshot | null }
  | {
      readonly type: 'completed';
      readonly completed: CompletedCall;
      readonly assessment: Assessment | null;
      readonly timings: Timings;
    };
