import type { CompletedCall } from '../completed-call.js';
import type { Decision } from '../decision.js';
import type { ToolCall } from '../call.js';

/** Decides whether a call may run. */
export interface Guard {
  /**
   * Pure and synchronous: same call, same configuration, same observed files, same answer.
   * Must not throw; a guard that throws denies.
   */
  inspect(call: ToolCall): Decision;
  /** Learns how a call ended, so that later decisions know the tool's error rate. */
  observe(completed: CompletedCall): void;
}
