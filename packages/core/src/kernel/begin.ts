import { blockedReceipt } from './receipts.js';
import { blockedRecord, intentRecord, notRunRecord } from './records.js';
import { Faults } from './faults.js';
import { inspect } from './inspect.js';
import { detect } from './detection.js';
import { judgeCall } from './judge.js';
import { maskApproval } from '../mask-decision.js';
import { maskText } from '../mask.js';
import { announce, learnRefusal, recordBlocked } from './aftermath.js';
import { seekApproval } from './approval.js';
import { Stopwatch } from './stopwatch.js';
import { wait } from './suspension.js';
import type { Approval, ApprovalOutcome } from '../approval.js';
import type { Approver } from '../ports/approver.js';
import type { BlockedReceipt } from '../receipt.js';
import type { CallRequest, ToolCall } from '../call.js';
import type { Context } from './configuration.js';
import type { Decision } from '../decision.js';
import type { Flow } from './suspension.js';
import type { JudgedCall } from './judge.js';
import type { RecordRef } from '../ports/journal.js';
import type { Snapshot } from '../snapshot.js';

export interface BeginOptions {
  /** An answer obtained before, for a call that was blocked with `needsConfirmation`. */
  readonly approval?: Approval;
  /** Who asks the user about a call that needs an approval. `host`: the call begins, and the host answers for it. */
  readonly asks?: 'approver' | 'host';
  /**
   * The host ran the call before it told the kernel: nothing can be stopped any more. The decision is recorded
   * beside what happened, and there is no snapshot.
   */
  readonly alreadyRan?: boolean;
  /** Ends the wait for an approval. */
  readonly signal?: AbortSignal;
}

/** How the kernel itself begins a call. `later`: the flow stops where the host must ask. */
export interface BeginSettings extends Omit<BeginOptions, 'asks'> {
  readonly asks?: BeginOptions['asks'] | 'later';
  /** In the place of the kernel's own. */
  readonly approver?: Approver;
  /** Told what the host must ask its user, before the flow stops there. */
  readonly asked?: (question: HostQuestion) => void;
}

/** What a host asks its user, and how long it may wait for the answer. */
export interface HostQuestion {
  /** The call with its secrets masked. */
  readonly masked: ToolCall;
  readonly decision: Decision;
  /** Milliseconds. An answer that comes later is none. */
  readonly withinMs: number;
}

/** A call that may run now: its intent is durable and its targets are remembered. */
export interface StartedCall {
  readonly state: 'started';
  readonly call: ToolCall;
  /** The call with its secrets masked: what may be kept and shown. */
  readonly masked: ToolCall;
  /** With secrets masked, like the call. */
  readonly decision: Decision;
  readonly approval: ApprovalOutcome;
  readonly snapshot: Snapshot | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** A started call with what the kernel itself keeps of it. */
export interface Started extends StartedCall {
  /** The decision as it was made, for those who act on what it names. */
  readonly judged: Decision;
  /** Texts that must not be kept or shown. */
  readonly secrets: readonly string[];
  readonly faults: Faults;
  readonly stopwatch: Stopwatch;
}

/** A call that may not run. */
export interface StoppedCall {
  readonly state: 'blocked';
  /** With its secrets masked. */
  readonly masked: ToolCall;
  readonly receipt: BlockedReceipt;
}

/** Everything before the run: parse, decide, approve, record the intent, remember the targets. */
export function* begin(
  context: Context,
  request: CallRequest,
  options: BeginSettings,
): Flow<Started | StoppedCall> {
  const { ports } = context;
  const stopwatch = new Stopwatch(ports.clock);
  const faults = new Faults();
  const judgedCall = judgeCall(context, request, ports.ids.next());
  const { call, masked, judged, decision, secrets } = judgedCall;
  const attempt: Attempt = { context, ...judgedCall, faults, stopwatch };
  stopwatch.end('decide');
  announce(context, faults, { type: 'decided', call: masked, decision });

  let approval: ApprovalOutcome = { status: 'not-needed' };
  if (options.alreadyRan === true) {
    approval = { status: 'delegated' };
  } else if (decision.action === 'deny') {
    return yield* block(attempt, 'denied', decision.reason[context.options.language], approval, true);
  } else if (decision.action === 'confirm') {
    const timeoutMs = Math.min(context.options.approvalTimeoutMs, decision.approvalWithinMs ?? Infinity);
    options.asked?.({ masked, decision, withinMs: timeoutMs });
    const answer = yield* seekApproval({
      request: { call: masked, decision },
      given: options.approval,
      pending: context.pendingApprovals,
      signal: options.signal,
      approver: options.approver ?? ports.approver,
      timeoutMs,
      hostAsks: HOST_ASKS[options.asks ?? 'approver'],
      now: () => ports.clock.monotonic(),
    });
    approval = maskApproval(answer.outcome, secrets);
    stopwatch.end('approve');
    if (approval.status === 'granted' && !stillHolds(attempt)) {
      approval = {
        status: 'declined',
        by: 'kernel',
        reason: 'what the approval was for has changed meanwhile',
      };
    }
    if (approval.status === 'declined' || approval.status === 'unattended') {
      const reason = `${decision.reason[context.options.language]}: ${approval.reason}`;
      return yield* block(attempt, 'unapproved', reason, approval, answer.saidNo);
    }
  }

  const startedAt = ports.clock.now();
  const intent = intentRecord(masked, decision, approval, startedAt);
  try {
    yield* wait<RecordRef>(
      () => ports.journal.appendSync(intent),
      () => ports.journal.append(intent),
    );
  } catch (error) {
    const fault = faults.add('JOURNAL_FAILED', 'the intent could not be recorded, so nothing was run', error);
    return yield* block(attempt, 'faulted', fault.message, approval, false);
  }
  stopwatch.end('intent');

  const started = { state: 'started', ...attempt, approval, startedAt } as const;
  let snapshot: Snapshot | null = null;
  try {
    if (options.alreadyRan !== true) snapshot = ports.snapshotter.capture(call, judged.effects);
  } catch (error) {
    const fault = faults.add(
      'SNAPSHOT_FAILED',
      'the targets could not be remembered, so nothing was run',
      error,
    );
    return yield* abandon(context, { ...started, snapshot: null }, fault.message);
  }
  if (snapshot !== null && snapshot.uncovered.length > 0 && !stillHolds(attempt)) {
    const change = 'the snapshot does not hold what the decision counted on';
    const fault = faults.add('SNAPSHOT_FAILED', 'nothing was run', change);
    return yield* abandon(context, { ...started, snapshot }, fault.message);
  }
  stopwatch.end('snapshot');
  const stopped = options.alreadyRan === true ? null : stoppedMeanwhile(attempt);
  if (stopped !== null) return yield* abandon(context, { ...started, snapshot }, stopped);
  announce(context, faults, { type: 'started', call: masked, snapshot });
  return { ...started, snapshot };
}

const HOST_ASKS = { approver: 'no', host: 'begun', later: 'waiting' } as const;

/** Ends a call whose intent is recorded but which can't run. */
export function* abandon(context: Context, started: Started, reason: string): Flow<StoppedCall> {
  const { masked, decision, faults } = started;
  const record = notRunRecord(masked, decision, reason, context.ports.clock.now());
  try {
    yield* wait<RecordRef>(
      () => context.ports.journal.appendSync(record),
      () => context.ports.journal.append(record),
    );
  } catch (error) {
    faults.add('JOURNAL_FAILED', 'the outcome could not be recorded', error);
  }
  return stop({ context, ...started }, 'faulted', reason, started.approval);
}

interface Attempt extends JudgedCall {
  readonly context: Context;
  readonly faults: Faults;
  readonly stopwatch: Stopwatch;
}

/** Meanwhile the world may have changed: the same call must still get the same decision. */
function stillHolds({ context, call, decision }: Attempt): boolean {
  const { decision: again } = detect(
    context.ports.detector,
    call,
    inspect(context.ports.guard, { call, problem: null }),
  );
  return again.action === decision.action && again.digest === decision.digest;
}

/** Why a call that may run must not start after all; null when it may. */
function stoppedMeanwhile({ context, call, faults }: Attempt): string | null {
  const { guard } = context.ports;
  try {
    return guard.stops?.(call)?.[context.options.language] ?? null;
  } catch (error) {
    return faults.add('GUARD_FAILED', 'it is not known whether the call may still start', error).message;
  }
}

/** Records that a call was stopped, and tells the guard when it was refused. It stays stopped when even that fails. */
function* block(
  attempt: Attempt,
  status: BlockedReceipt['status'],
  why: string,
  approval: ApprovalOutcome,
  refused: boolean,
): Flow<StoppedCall> {
  const { context, masked, decision, faults } = attempt;
  const { journal, clock } = context.ports;
  const reason = maskText(why, attempt.secrets);
  const blocked = { call: masked, decision, approval, reason, at: clock.now() };
  // Before the journal: the next call may be judged while this one is being recorded.
  if (refused) learnRefusal(context, faults, blocked);
  const record = blockedRecord(blocked);
  try {
    yield* wait<RecordRef>(
      () => journal.appendSync(record),
      () => journal.append(record),
    );
  } catch (error) {
    faults.add('JOURNAL_FAILED', 'the blocked call could not be recorded', error);
  }
  return stop(attempt, status, reason, approval);
}

function stop(
  attempt: Attempt,
  status: BlockedReceipt['status'],
  reason: string,
  approval: ApprovalOutcome,
): StoppedCall {
  const { context, masked, decision, faults, stopwatch } = attempt;
  recordBlocked(context, faults, { call: masked, decision, approval, reason, at: context.ports.clock.now() });
  stopwatch.end('settle');
  const receipt = blockedReceipt(context, { call: masked, decision, status, reason, faults, stopwatch });
  return { state: 'blocked', masked, receipt };
}
