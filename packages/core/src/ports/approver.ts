import type { Approval, ApprovalRequest } from '../approval.js';

/** Asks a person. Never the agent itself. */
export interface Approver {
  /** A grant must name `request.decision.digest`. `signal` aborts when the wait is over. */
  approve(request: ApprovalRequest, signal: AbortSignal): Promise<Approval>;
}
