import { agentOSOf } from '../guarded-call.js';
import { callsOf, isCallOf } from './calls-in-memory.js';
import { messageOf } from '../../message-of.js';
import type { AgentOS } from '../../agent-os.js';
import type { CallsInMemory, OpenCall } from './calls-in-memory.js';
import type { Approval, HostAnswer, HostQuestion, StartedCall, WaitingCall } from '@sentinel-agentos/core';
import type { ToolGuard } from '../guarded-call.js';

/** What the SDK says of a call that needs a permission. */
export interface PermissionContext {
  readonly signal: AbortSignal;
  readonly toolUseID: string;
  /** The question in the SDK's own words. */
  readonly title?: string;
  readonly displayName?: string;
  readonly description?: string;
  /** Why the SDK asks. */
  readonly decisionReason?: string;
}

/** What a user is asked: the call with its secrets masked, and why. `withinMs` is infinite where only the SDK asks. */
export interface PermissionQuestion extends HostQuestion {
  /** Aborts when an answer would come too late. */
  readonly signal: AbortSignal;
}

/** Asks the user of the application. A grant names `decision.digest` of the question; whatever fails is a no. */
export type AskUser = (question: PermissionQuestion, context: PermissionContext) => Promise<Approval>;

export type PermissionAnswer =
  { readonly behavior: 'allow' } | { readonly behavior: 'deny'; readonly message: string };

export type CanUseTool = (
  toolName: string,
  input: Record<string, unknown>,
  context: PermissionContext,
) => Promise<PermissionAnswer>;

/** The longest a timer can wait, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * For `options.canUseTool` of a query whose hooks are `sentinelHooks` of the same guard. An answer holds once, in its
 * time, for exactly the call it was asked about: for its digest. The user's yes or no, and who gave it, is recorded.
 *
 * Denied without a question is a call that no hook has seen, or that somebody changed after it was judged. Never throws.
 */
export function canUseTool(guard: ToolGuard, ask: AskUser): CanUseTool {
  const os = agentOSOf(guard);
  const calls = callsOf(os);
  calls.answersComeHere();
  return async (toolName, input, context) => {
    try {
      const open = calls.find(context.toolUseID);
      if (open === undefined) return denied('no hook of Sentinel has seen this call');
      if (!isCallOf(open, toolName, input)) return denied('the call was changed after it was judged');
      return settled(os, calls, open, await answerOf(ask, open.call, context));
    } catch (error) {
      return denied(messageOf(error));
    }
  };
}

/** What the user says, or that nobody said it in time. An asker can be anybody's code. */
async function answerOf(
  ask: AskUser,
  call: StartedCall | WaitingCall,
  context: PermissionContext,
): Promise<HostAnswer> {
  const { masked, decision } = call;
  const withinMs = call.state === 'waiting' ? call.withinMs : (decision.approvalWithinMs ?? Infinity);
  const late = withinMs > LONGEST_MS ? [] : [AbortSignal.timeout(Math.ceil(withinMs))];
  const signal = AbortSignal.any([context.signal, ...late]);
  const over = new Promise<HostAnswer>((resolve) => {
    const giveUp = (): void => resolve({ verdict: 'unanswered', reason: 'nobody answered in time' });
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([over, ask({ masked, decision, withinMs, signal }, context)]);
  } catch (error) {
    return { verdict: 'unanswered', reason: `the user could not be asked: ${messageOf(error)}` };
  }
}

/** Does at once what follows from an answer: nothing can come between. */
function settled(os: AgentOS, calls: CallsInMemory, open: OpenCall, answer: HostAnswer): PermissionAnswer {
  if (calls.find(open.useId) !== open) return denied('the call has ended meanwhile');
  const { call } = open;
  if (call.state === 'waiting') {
    const begun = call.answer(answer);
    calls.settle(open, begun.state === 'started' ? begun : null);
    return begun.state === 'started' ? { behavior: 'allow' } : denied(begun.receipt.reason);
  }
  // Only the SDK asks about this one: it has begun already.
  if (answer?.verdict === 'granted' && answer.digest === call.decision.digest) return { behavior: 'allow' };
  const reason = whyNot(answer);
  calls.settle(open, null);
  os.kernel.complete(call, { status: 'aborted', reason });
  return denied(reason);
}

function whyNot(answer: HostAnswer | null | undefined): string {
  if (answer?.verdict === 'declined') {
    return `declined by ${answer.by}${answer.reason === undefined ? '' : `: ${answer.reason}`}`;
  }
  if (answer?.verdict === 'unanswered') return answer.reason;
  return 'the answer is no approval of this call';
}

function denied(reason: string): PermissionAnswer {
  return { behavior: 'deny', message: `Sentinel: ${reason}` };
}
