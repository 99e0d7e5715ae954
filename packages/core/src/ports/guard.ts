import type { BlockedCall, CompletedCall } from '../completed-call.js';
import type { Decision } from '../decision.js';
import type { LocalizedText } from '../finding.js';
import type { ToolCall } from '../call.js';

/** Decides whether a call may run. */
export interface Guard {
  /**
   * Pure and synchronous: same call, same configuration, same observed files, same answer.
   * Must not throw; a guard that throws denies.
   */
  inspect(call: ToolCall): Decision;
  /**
   * Asked once more when nothing is left to do but to run the call, which was judged a while ago: why it must not
   * start after all, for example because its session was halted meanwhile; `null` when it may. Cheap. Whoever throws
   * stops the call.
   */
  stops?(call: ToolCall): LocalizedText | null;
  /** Learns how a call ended, so that later decisions know the tool's error rate. */
  observe(completed: CompletedCall): void;
  /**
   * Learns that a call was refused, so that the same thing done another way is recognised later. The kernel
   * tells of every call that this guard denied (`decision.action` is `deny`), and of every call that a person,
   * asked for an approval, declined (`approval.status` is `declined`). It does not tell of calls that nobody was
   * there to approve, that could not be recorded, or whose approval was for something else: nobody said no to
   * those. Secret parameters are masked; the decision is the one that `inspect` gave, or the kernel's own
   * denial, without effects, where the call could not be judged.
   *
   * Whatever a guard makes of it may only raise the action of later calls of the same session, never lower one,
   * and never touches another session.
   */
  refused(blocked: BlockedCall): void;
}
