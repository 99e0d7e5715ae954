import type { AuditEntry } from './audit-entry.js';

/** Counts over the whole journal. */
export interface AuditStats {
  /** Calls that were decided: run or blocked. */
  readonly totalOperations: number;
  /** Calls whose checks refuted them. */
  readonly verifyFailures: number;
  /** Calls with a risk score of 3.0 or more. */
  readonly highRiskOps: number;
  readonly blocked: number;
  /** Calls that were about to run and have no outcome. */
  readonly unfinished: number;
  /** Calls decided in the last 24 hours. */
  readonly last24h: number;
  readonly sessions: number;
}

const HIGH_RISK_FROM = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

export function statsOf(entries: readonly AuditEntry[], now: number): AuditStats {
  const count = (admits: (entry: AuditEntry) => boolean): number => entries.filter(admits).length;
  return {
    totalOperations: entries.length,
    verifyFailures: count(({ verifyStatus }) => verifyStatus === 'FAIL'),
    highRiskOps: count(({ riskScore }) => riskScore >= HIGH_RISK_FROM),
    blocked: count(({ status }) => status === 'BLOCKED'),
    unfinished: count(({ status }) => status === 'UNFINISHED'),
    last24h: count(({ at }) => at > now - DAY_MS && at <= now),
    sessions: new Set(entries.map(({ sessionId }) => sessionId)).size,
  };
}
