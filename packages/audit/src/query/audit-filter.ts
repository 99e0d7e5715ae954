import { SentinelError, type Action } from '@sentinel-agentos/core';
import type { AuditEntry, AuditStatus } from './audit-entry.js';

/** Which calls to return. Conditions combine; an absent one admits all. */
export interface AuditFilter {
  readonly sessionId?: string;
  readonly agentId?: string;
  readonly toolName?: string;
  readonly status?: AuditStatus;
  readonly action?: Action;
  /** Inclusive bounds of the risk score. */
  readonly minScore?: number;
  readonly maxScore?: number;
  /** Inclusive bounds, milliseconds since the epoch. */
  readonly since?: number;
  readonly until?: number;
  /** At most this many, the newest. Default: all. */
  readonly limit?: number;
}

/** @throws SentinelError `INVALID_ARGUMENT` naming a bound that is not a number or a limit that is not a count. */
export function checkFilter(filter: AuditFilter): void {
  for (const field of ['minScore', 'maxScore', 'since', 'until'] as const) {
    const value: unknown = filter[field];
    if (value !== undefined && (typeof value !== 'number' || Number.isNaN(value)))
      throw invalid(field, value);
  }
  const limit: unknown = filter.limit;
  if (limit !== undefined && !(limit === Infinity || (Number.isSafeInteger(limit) && Number(limit) >= 0))) {
    throw invalid('limit', limit);
  }
}

/** What can be said of a call before its outcome is known. */
export function admitsCall(filter: AuditFilter, entry: AuditEntry): boolean {
  return (
    (filter.sessionId === undefined || filter.sessionId === entry.sessionId) &&
    (filter.agentId === undefined || filter.agentId === entry.agentId) &&
    (filter.toolName === undefined || filter.toolName === entry.toolName) &&
    (filter.action === undefined || filter.action === entry.action) &&
    entry.riskScore >= (filter.minScore ?? -Infinity) &&
    entry.riskScore <= (filter.maxScore ?? Infinity) &&
    entry.at >= (filter.since ?? -Infinity) &&
    entry.at <= (filter.until ?? Infinity)
  );
}

function invalid(field: string, value: unknown): SentinelError {
  return new SentinelError('INVALID_ARGUMENT', `The audit filter's ${field} must not be ${String(value)}.`);
}
