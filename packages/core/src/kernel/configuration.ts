import { PendingApprovals } from './approval.js';
import type { Approver } from '../ports/approver.js';
import type { Clock } from '../ports/clock.js';
import type { Detector } from '../ports/detector.js';
import type { Evaluator } from '../ports/evaluator.js';
import type { Executor } from '../ports/executor.js';
import type { Guard } from '../ports/guard.js';
import type { Ids } from '../ports/ids.js';
import type { Journal } from '../ports/journal.js';
import type { Language } from '../finding.js';
import type { MemoryRecorder } from '../ports/memory-recorder.js';
import type { Observer } from '../ports/observer.js';
import type { Snapshotter } from '../ports/snapshotter.js';
import type { Verifier } from '../ports/verifier.js';

/** Everything a kernel needs from the outside. */
export interface KernelPorts {
  readonly guard: Guard;
  /** Without a detector only what the guard calls a secret parameter is masked. */
  readonly detector?: Detector;
  readonly journal: Journal;
  readonly snapshotter: Snapshotter;
  readonly verifier: Verifier;
  readonly executor: Executor;
  readonly evaluator: Evaluator;
  readonly memory: MemoryRecorder;
  /** Without an approver every call that needs an approval is blocked. */
  readonly approver?: Approver;
  readonly observers?: readonly Observer[];
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface KernelOptions {
  /** Absolute path; relative paths of calls refer to it. */
  readonly workspaceRoot: string;
  readonly sessionId?: string;
  readonly agentId?: string;
  /** Language of `reason` in receipts. Default `en`. */
  readonly language?: Language;
  /**
   * `strict` (default): the outcome is durable when `execute` returns. `relaxed`: it rides with the next batch;
   * the intent is durable before the run either way.
   */
  readonly durability?: 'strict' | 'relaxed';
  /** Longest run of a tool in milliseconds. Default 600,000. `Infinity` switches the limit off. */
  readonly timeoutMs?: number;
  /** Longest wait for an approval in milliseconds; then the call is blocked. Default 300,000. */
  readonly approvalTimeoutMs?: number;
  /**
   * A run that is refuted by verification, fails or cannot be verified is rolled back when its risk score is
   * above this. Default 1, the upper end of `notify`. 0 rolls back every refuted change.
   */
  readonly rollbackAbove?: number;
}

/** The longest delay that timers accept. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Ports and options as the stages read them: every default applied. */
export interface Context {
  readonly ports: Required<Omit<KernelPorts, 'approver' | 'detector'>> &
    Pick<KernelPorts, 'approver' | 'detector'>;
  readonly options: Required<KernelOptions>;
  readonly pendingApprovals: PendingApprovals;
}

export function createContext(ports: KernelPorts, options: KernelOptions): Context {
  return {
    ports: { ...ports, observers: ports.observers ?? [] },
    options: {
      workspaceRoot: options.workspaceRoot,
      sessionId: options.sessionId ?? 'default',
      agentId: options.agentId ?? 'agent',
      language: options.language ?? 'en',
      durability: options.durability ?? 'strict',
      timeoutMs: Math.min(options.timeoutMs ?? 600_000, MAX_TIMER_MS),
      approvalTimeoutMs: Math.min(options.approvalTimeoutMs ?? 300_000, MAX_TIMER_MS),
      rollbackAbove: options.rollbackAbove ?? 1,
    },
    pendingApprovals: new PendingApprovals(),
  };
}
