import { messageOf } from './faults.js';
import { wait } from './suspension.js';
import type { Approval, ApprovalOutcome, ApprovalRequest } from '../approval.js';
import type { Approver } from '../ports/approver.js';
import type { Flow } from './suspension.js';

/** Approvals that callers brought along, each good for one call. */
export type UsedApprovals = WeakSet<Approval>;

export interface ApprovalNeeds {
  readonly request: ApprovalRequest;
  /** An answer the caller brought along. */
  readonly given: Approval | undefined;
  readonly used: UsedApprovals;
  readonly approver: Approver | undefined;
  readonly timeoutMs: number;
  /** Whether the host asks its user itself. */
  readonly hostAsks: boolean;
}

/** Gets an answer for a call that may only run with an approval. Anything but a matching grant is a no. */
export function* seekApproval(needs: ApprovalNeeds): Flow<ApprovalOutcome> {
  const { approver } = needs;
  if (needs.given !== undefined) return judgeOnce(needs.given, needs);
  if (needs.hostAsks) return { status: 'delegated' };
  if (approver === undefined) return unattended('nobody is there to approve it');
  return yield* wait<ApprovalOutcome>(
    () => unattended('an approver cannot be asked by a synchronous call'),
    () => ask(approver, needs),
  );
}

async function ask(approver: Approver, { request, timeoutMs }: ApprovalNeeds): Promise<ApprovalOutcome> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<ApprovalOutcome>((resolve) => {
    timer = setTimeout(() => resolve(unattended(`nobody answered within ${timeoutMs} ms`)), timeoutMs);
  });
  const asked = (async () =>
    judge(await approver.approve(request, controller.signal), request.decision.digest))();
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    return unattended(`the approver failed: ${messageOf(error)}`);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

function judgeOnce(given: Approval, { request, used }: ApprovalNeeds): ApprovalOutcome {
  const outcome = judge(given, request.decision.digest);
  if (outcome.status !== 'granted') return outcome;
  if (used.has(given)) return { status: 'declined', by: outcome.by, reason: 'the approval was used before' };
  used.add(given);
  return outcome;
}

/** A grant holds for the digest it names and nothing else. An approver can be anybody's code: unknown is no. */
function judge(approval: Approval | null | undefined, digest: string): ApprovalOutcome {
  if (approval === null || approval === undefined) return unattended('the approver gave no answer');
  switch (approval.verdict) {
    case 'granted':
      return approval.digest === digest
        ? { status: 'granted', by: approval.by }
        : { status: 'declined', by: approval.by, reason: 'the approval is for another call' };
    case 'declined':
      return { status: 'declined', by: approval.by, reason: approval.reason ?? 'declined' };
    default:
      return unattended('the approver gave an answer that is not one');
  }
}

function unattended(reason: string): ApprovalOutcome {
  return { status: 'unattended', reason };
}
