import { logSessionEnd } from './daily-log.js';
import { noteUserChanges } from './user-changes.js';
import type { System } from './system.js';

const DAY_MS = 86_400_000;

/** Ends a session: what was learned becomes durable, and the day's log names it. */
export function endSession(system: System, sessionId: string): void {
  const { memory, evaluator, journal, clock, folders } = system;
  memory.endSession(sessionId);
  noteUserChanges(system);
  evaluator.endSession(sessionId);
  const at = clock.now();
  journal.appendSync({ kind: 'event', name: 'session-end', at, sessionId, data: null });
  const today = journal.query({ sessionId, since: at - (at % DAY_MS) });
  logSessionEnd(folders.daily, {
    sessionId,
    at,
    calls: today.length,
    blocked: today.filter(({ status }) => status === 'BLOCKED').length,
    score: evaluator.getProfile(sessionId).overallScore,
  });
}
