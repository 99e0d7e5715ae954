import type { Decision } from './decision.js';
import type { ToolCall } from './call.js';

/** What an approver is asked. Secret parameters are masked; `decision.digest` stands for the true call. */
export interface ApprovalRequest {
  readonly call: ToolCall;
  readonly decision: Decision;
}

/** An approver's answer, bound by digest to the call it was asked about. */
export type Approval =
  | { readonly verdict: 'granted'; readonly digest: string; readonly by: string }
  | { readonly verdict: 'declined'; readonly by: string; readonly reason?: string };

/** How a call that needed an approval came by it, as the journal keeps it. */
export type ApprovalOutcome =
  | { readonly status: 'not-needed' }
  | { readonly status: 'granted'; readonly by: string }
  /** The host runs the tool itself and asks its user itself. */
  | { readonly status: 'delegated' }
  | { readonly status: 'declined'; readonly by: string; readonly reason: string }
  /** Nobody was there to ask, or nobody answered in time. */
  | { readonly status: 'unattended'; readonly reason: string };
