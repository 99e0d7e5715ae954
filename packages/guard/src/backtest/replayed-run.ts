import type {
  ApprovalOutcome,
  CompletedCall,
  Decision,
  Guard,
  OutcomeRecord,
  Run,
  ToolCall,
} from '@sentinel-agentos/core';

/** A recorded call with what one policy decided about it. */
export interface ReplayedCall {
  readonly call: ToolCall;
  readonly decision: Decision;
  readonly approval: ApprovalOutcome;
  readonly at: number;
}

/**
 * Lets a guard learn how a recorded call ended, as it would have from the kernel. Of the run, the journal keeps
 * how it ended and not what came back; no guard asks for more.
 */
export function learnOutcome(guard: Guard, replayed: ReplayedCall, record: OutcomeRecord): void {
  const run = runOf(record);
  if (run === null) return;
  const { call, decision, approval, at } = replayed;
  const completed: CompletedCall = {
    call,
    decision,
    approval,
    snapshot: null,
    run,
    context: {},
    verdict: { status: record.verify ?? 'WARN', checks: [] },
    rollback: null,
    startedAt: at,
    durationMs: record.durationMs,
  };
  guard.observe(completed);
}

/**
 * Lets a guard learn that a call was refused: by itself, or by the person who declined it then and would have been
 * asked by this policy too. What the recorded policy denied and this one does not, was not refused by this one.
 */
export function learnRefusal(guard: Guard, { call, decision, approval, at }: ReplayedCall): void {
  const reason = decision.reason.en;
  if (decision.action === 'deny') {
    guard.refused({ call, decision, approval: { status: 'not-needed' }, reason, at });
  } else if (decision.action === 'confirm' && approval.status === 'declined' && approval.by !== 'kernel') {
    guard.refused({ call, decision, approval, reason, at });
  }
}

function runOf({ status, error, durationMs }: OutcomeRecord): Run | null {
  switch (status) {
    case 'succeeded':
      return { status, result: null };
    case 'failed':
      return { status, error };
    case 'timed-out':
      return { status, afterMs: durationMs };
    case 'aborted':
      return { status, reason: error ?? '' };
    case 'planned':
      return { status, plan: null };
    case 'not-run':
      return null;
  }
}
