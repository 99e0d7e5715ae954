import { BLOCKED, UNFINISHED, VERIFY_FAILED } from '../index/codes.js';
import type { IndexView } from '../index/journal-index.js';
import type { AuditStats } from './audit-stats.js';

const HIGH_RISK_FROM = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Counts the calls of a journal by its index alone. `now` in milliseconds since the epoch. */
export function countCalls({ segments, joined }: IndexView, now: number): AuditStats {
  const sessions = new Set<string>();
  let [totalOperations, verifyFailures, highRiskOps, blocked, unfinished, last24h] = [0, 0, 0, 0, 0, 0];
  for (const { index } of segments) {
    const { f64, count } = index.calls;
    for (let row = 0; row < count; row += 1) {
      const call = index.firstCall + row;
      const status = joined.status(call);
      const at = f64[row * 6 + 1] ?? Number.NaN;
      totalOperations += 1;
      if (joined.verify(call) === VERIFY_FAILED) verifyFailures += 1;
      if ((f64[row * 6 + 2] ?? 0) >= HIGH_RISK_FROM) highRiskOps += 1;
      if (status === BLOCKED) blocked += 1;
      if (status === UNFINISHED) unfinished += 1;
      if (at > now - DAY_MS && at <= now) last24h += 1;
    }
    for (const session of index.sessions.texts) sessions.add(session);
  }
  return {
    totalOperations,
    verifyFailures,
    highRiskOps,
    blocked,
    unfinished,
    last24h,
    sessions: sessions.size,
  };
}
