import type { BlockedCall, CompletedCall, KernelEvent } from '../completed-call.js';
import type { Context } from './configuration.js';
import type { Faults } from './faults.js';

/** Tells the observers. What one of them throws is a fault and changes nothing. */
export function announce(context: Context, faults: Faults, event: KernelEvent): void {
  for (const observer of context.ports.observers) {
    faults.attempt(
      'OBSERVER_FAILED',
      'an observer failed',
      () => settleQuietly(observer.notify(event)),
      undefined,
    );
  }
}

/** Nothing waits for an observer, also not for one that promises; what it rejects with must not end the process. */
function settleQuietly(returned: unknown): void {
  if (returned instanceof Promise) returned.catch(() => undefined);
}

export function recordBlocked(context: Context, faults: Faults, blocked: BlockedCall): void {
  const { memory } = context.ports;
  faults.attempt('MEMORY_FAILED', 'memory did not record', () => memory.recordBlocked(blocked), undefined);
  announce(context, faults, { type: 'blocked', blocked });
}

/** Lets the guard and the memory learn from a completed call. */
export function learn(context: Context, faults: Faults, completed: CompletedCall): void {
  const { guard, memory } = context.ports;
  faults.attempt('GUARD_FAILED', 'the guard did not learn', () => guard.observe(completed), undefined);
  faults.attempt('MEMORY_FAILED', 'memory did not record', () => memory.record(completed), undefined);
}

/** Lets the guard learn of a call that was refused. */
export function learnRefusal(context: Context, faults: Faults, blocked: BlockedCall): void {
  const { guard } = context.ports;
  faults.attempt('GUARD_FAILED', 'the guard did not learn', () => guard.refused(blocked), undefined);
}
