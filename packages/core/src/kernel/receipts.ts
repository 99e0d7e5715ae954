import { failureText } from './records.js';
import type { Assessment } from '../assessment.js';
import type { BlockedReceipt, Receipt } from '../receipt.js';
import type { CompletedCall } from '../completed-call.js';
import type { Context } from './configuration.js';
import type { Decision } from '../decision.js';
import type { Faults } from './faults.js';
import type { Finding } from '../finding.js';
import type { Stopwatch } from './stopwatch.js';
import type { ToolCall } from '../call.js';

interface Stopped {
  readonly call: ToolCall;
  readonly decision: Decision;
  readonly status: BlockedReceipt['status'];
  readonly reason: string;
  readonly faults: Faults;
  readonly stopwatch: Stopwatch;
}

export function blockedReceipt(context: Context, stopped: Stopped): BlockedReceipt {
  const { call, decision, status, reason, faults, stopwatch } = stopped;
  return {
    status,
    allowed: false,
    blocked: true,
    risk: decision.action,
    reason,
    ...saferIn(context, stopped),
    needsConfirmation: status === 'unapproved',
    ...(status === 'faulted' ? { error: reason } : {}),
    auditId: call.id,
    verify: null,
    verdict: null,
    rollback: null,
    profile: profileOf(context, faults),
    decision,
    effects: decision.effects,
    timings: stopwatch.read(),
    faults: faults.list(),
  };
}

/** A change helps where the call itself was what was wrong; a fault of the journal is not mended by another call. */
function saferIn({ options }: Context, { status, decision }: Stopped): Pick<BlockedReceipt, 'safer'> {
  const change = status === 'faulted' ? undefined : decision.safer?.[options.language];
  return typeof change === 'string' ? { safer: change } : {};
}

interface Ended {
  readonly completed: CompletedCall;
  readonly detections: readonly Finding[];
  readonly assessment: Assessment | null;
  readonly faults: Faults;
  readonly stopwatch: Stopwatch;
}

export function completedReceipt<T>(context: Context, ended: Ended): Receipt<T> {
  const { completed, detections, assessment, faults, stopwatch } = ended;
  const { call, decision, run, verdict, rollback } = completed;
  const profile = profileOf(context, faults);
  const shared = {
    allowed: true,
    blocked: false,
    risk: decision.action,
    ...(decision.action === 'auto' ? {} : { reason: decision.reason[context.options.language] }),
    needsConfirmation: false,
    auditId: call.id,
    verify: verdict.status,
    verdict,
    rollback,
    uncovered: completed.snapshot?.uncovered ?? [],
    detections,
    assessment,
    profile,
    decision,
    effects: decision.effects,
    timings: stopwatch.read(),
    faults: faults.list(),
  } as const;
  switch (run.status) {
    case 'succeeded':
      return { ...shared, status: 'succeeded', result: run.result as T };
    case 'planned':
      return { ...shared, status: 'planned', plan: run.plan };
    case 'failed':
      return { ...shared, status: 'failed', error: failureText(run), cause: run.error };
    case 'timed-out':
    case 'aborted':
      return { ...shared, status: run.status, error: failureText(run), cause: undefined };
  }
}

function profileOf(context: Context, faults: Faults): number | null {
  return faults.attempt('EVALUATOR_FAILED', 'there is no score', () => context.ports.evaluator.score(), null);
}
