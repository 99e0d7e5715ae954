import { messageOf } from './faults.js';
import { wait as waitFor } from './suspension.js';
import type { Approval, ApprovalOutcome, ApprovalRequest } from '../approval.js';
import type { Approver } from '../ports/approver.js';
import type { Flow } from './suspension.js';

/** More calls than this that wait for an approval are forgotten, oldest first: they must be asked for again. */
const CAPACITY = 10_000;

/**
 * Calls that were blocked because nobody could approve them. Each may be run once with an approval that is
 * obtained afterwards; a copy of that approval finds nothing to approve.
 */
export class PendingApprovals {
  readonly #counts = new Map<string, number>();

  add(digest: string): void {
    this.#counts.set(digest, (this.#counts.get(digest) ?? 0) + 1);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > CAPACITY && oldest !== undefined) this.#counts.delete(oldest);
  }

  /** Whether there was one; it is gone then. */
  take(digest: string): boolean {
    const count = this.#counts.get(digest) ?? 0;
    if (count > 1) this.#counts.set(digest, count - 1);
    else this.#counts.delete(digest);
    return count > 0;
  }
}

export interface ApprovalNeeds {
  readonly request: ApprovalRequest;
  /** An answer the caller brought along. */
  readonly given: Approval | undefined;
  readonly pending: PendingApprovals;
  /** Ends the wait for an answer. */
  readonly signal: AbortSignal | undefined;
  readonly approver: Approver | undefined;
  readonly timeoutMs: number;
  /** Whether the host asks its user itself: after the call has begun, or while it waits for the answer. */
  readonly hostAsks: 'no' | 'begun' | 'waiting';
  /** Monotonic time in milliseconds. */
  readonly now: () => number;
}

/** What a host brings back that asked its user itself. */
export type HostAnswer = Approval | { readonly verdict: 'unanswered'; readonly reason: string };

/** What came of asking. */
export interface Answer {
  readonly outcome: ApprovalOutcome;
  /** Whether somebody who was asked about this call said no to it; a grant that does not hold is not that. */
  readonly saidNo: boolean;
}

/** Gets an answer for a call that may only run with an approval. Anything but a matching grant is a no. */
export function* seekApproval(needs: ApprovalNeeds): Flow<Answer> {
  const { approver } = needs;
  if (needs.given !== undefined) return judgeOnce(needs.given, needs);
  if (needs.hostAsks === 'begun') return { outcome: { status: 'delegated' }, saidNo: false };
  if (needs.hostAsks === 'waiting') return yield* waitForHost(needs);
  if (approver === undefined) {
    needs.pending.add(needs.request.decision.digest);
    return unattended('nobody is there to approve it');
  }
  return yield* waitFor<Answer>(
    () => unattended('an approver cannot be asked by a synchronous call'),
    () => ask(approver, needs),
  );
}

/** The flow stands here until the host has an answer. One that comes too late is none. */
function* waitForHost({ request, timeoutMs, now }: ApprovalNeeds): Flow<Answer> {
  const asked = now();
  const nobody = (): never => {
    throw new Error('only a flow that stops can wait for the host');
  };
  const answer = (yield { sync: nobody, async: nobody, mayStop: true }) as HostAnswer | null | undefined;
  if (answer?.verdict === 'unanswered') return unattended(answer.reason);
  if (now() - asked > timeoutMs) return unattended(`nobody answered within ${timeoutMs} ms`);
  return judge(answer, request.decision.digest);
}

async function ask(approver: Approver, { request, timeoutMs, signal }: ApprovalNeeds): Promise<Answer> {
  const gaveUp = unattended('the caller gave up waiting');
  if (signal?.aborted === true) return gaveUp;
  // Aborted when the wait is over, however it ended: for the approver, and for what is set up here.
  const wait = new AbortController();
  const over = new Promise<Answer>((resolve) => {
    const late = unattended(`nobody answered within ${timeoutMs} ms`);
    const timer = setTimeout(() => resolve(late), timeoutMs);
    wait.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    signal?.addEventListener('abort', () => resolve(gaveUp), { once: true, signal: wait.signal });
  });
  const asked = (async () => judge(await approver.approve(request, wait.signal), request.decision.digest))();
  try {
    return await Promise.race([asked, over]);
  } catch (error) {
    return unattended(`the approver failed: ${messageOf(error)}`);
  } finally {
    wait.abort();
  }
}

function judgeOnce(given: Approval, { request, pending }: ApprovalNeeds): Answer {
  const answer = judge(given, request.decision.digest);
  const { outcome } = answer;
  if (outcome.status !== 'granted' || pending.take(request.decision.digest)) return answer;
  return doesNotHold(outcome.by, 'no call waits for this approval: it was used before');
}

/** A grant holds for the digest it names and nothing else. An approver can be anybody's code: unknown is no. */
function judge(approval: Approval | null | undefined, digest: string): Answer {
  if (approval === null || approval === undefined) return unattended('the approver gave no answer');
  if (typeof approval.by !== 'string') return unattended('the approver does not say who answered');
  switch (approval.verdict) {
    case 'granted':
      return approval.digest === digest
        ? { outcome: { status: 'granted', by: approval.by }, saidNo: false }
        : doesNotHold(approval.by, 'the approval is for another call');
    case 'declined':
      return {
        outcome: { status: 'declined', by: approval.by, reason: approval.reason ?? 'declined' },
        saidNo: true,
      };
    default:
      return unattended('the approver gave an answer that is not one');
  }
}

function unattended(reason: string): Answer {
  return { outcome: { status: 'unattended', reason }, saidNo: false };
}

function doesNotHold(by: string, reason: string): Answer {
  return { outcome: { status: 'declined', by, reason }, saidNo: false };
}
