import { wellFormed } from './well-formed.js';
import type { AuditEntry } from '@sentinel-agentos/audit';
import type { System } from './system.js';

/** Longest run of a call that could have changed a file itself, in milliseconds: the default time limit of tools. */
const LONGEST_RUN_MS = 600_000;
/** File systems and clocks tick: a change that close to a run may be the run's. */
const TICK_MS = 50;

/**
 * Tells the evaluator what users deleted or rewrote of what the agent had written, and records it. A change while
 * any call was running is left out: a build or a formatter that the agent started may have made it.
 */
export function noteUserChanges({ snapshotter, evaluator, journal, clock }: System): void {
  for (const change of snapshotter.userChanges()) {
    const { callId, sessionId, agentId, path, at } = change;
    const around = journal.query({ since: at - LONGEST_RUN_MS, until: at + TICK_MS });
    if (around.some((entry) => wasRunning(entry, at))) continue;
    evaluator.noteUserChange(change);
    const data = { callId, agentId, path: wellFormed(path), change: change.change, changedAt: at };
    journal.appendSync({ kind: 'event', name: 'user-change', at: clock.now(), sessionId, data });
  }
}

function wasRunning({ at, status, durationMs }: AuditEntry, when: number): boolean {
  if (status === 'BLOCKED') return false;
  return when >= at - TICK_MS && when <= at + (durationMs ?? LONGEST_RUN_MS) + TICK_MS;
}
