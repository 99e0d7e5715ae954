import { wellFormed } from './well-formed.js';
import type { AuditEntry } from '@sentinel-agentos/audit';
import type { EffectVerb } from '@sentinel-agentos/core';
import type { System } from './system.js';

/** Longest run of a call that could have changed a file itself, in milliseconds: the default time limit of tools. */
const LONGEST_RUN_MS = 600_000;
/** File systems and clocks tick: a change that close to a run may be the run's. */
const TICK_MS = 50;

/**
 * Tells the evaluator what users deleted or rewrote of what the agent had written, and records it. A change while
 * any call was running is left out: a build or a formatter that the agent started may have made it. When a file was
 * deleted is not known to the moment, so it counts only where no call that runs programs came after the one that
 * wrote it.
 */
export function noteUserChanges({ snapshotter, evaluator, journal, clock }: System): void {
  for (const change of snapshotter.userChanges()) {
    const { callId, sessionId, agentId, path, since, at } = change;
    const from = change.change === 'deleted' ? since : at - LONGEST_RUN_MS;
    const around = journal.query({ since: from, until: at + TICK_MS });
    const isAgents = (entry: AuditEntry): boolean =>
      wasRunning(entry, at) || (change.change === 'deleted' && entry.id !== callId && mayDelete(entry));
    if (around.some(isAgents)) continue;
    evaluator.noteUserChange(change);
    const data = { callId, agentId, path: wellFormed(path), change: change.change, changedAt: at };
    journal.appendSync({ kind: 'event', name: 'user-change', at: clock.now(), sessionId, data });
  }
}

/** Whether a call may have deleted files that its effects don't name. */
function mayDelete({ status, decision }: AuditEntry): boolean {
  if (status === 'BLOCKED') return false;
  return decision.effects.some(({ verb }) => OPAQUE.has(verb));
}

const OPAQUE: ReadonlySet<EffectVerb> = new Set([
  'process.spawn',
  'code.exec',
  'vcs.write',
  'vcs.rewrite',
  'unknown',
]);

function wasRunning({ at, status, durationMs }: AuditEntry, when: number): boolean {
  if (status === 'BLOCKED') return false;
  return when >= at - TICK_MS && when <= at + (durationMs ?? LONGEST_RUN_MS) + TICK_MS;
}
