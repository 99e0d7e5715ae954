import type { Effect } from '../effect.js';
import type { Run } from '../run.js';
import type { Snapshot } from '../snapshot.js';
import type { ToolCall } from '../call.js';
import type { Verdict } from '../verdict.js';

export interface VerifyRequest {
  readonly call: ToolCall;
  readonly effects: readonly Effect[];
  readonly snapshot: Snapshot | null;
  readonly run: Run;
}

/** Looks whether a run did what it claims. */
export interface Verifier {
  verify(request: VerifyRequest, signal: AbortSignal): Promise<Verdict>;
  /** Runs the checks that need not wait; the others are reported as not checked. */
  verifySync(request: VerifyRequest): Verdict;
}
