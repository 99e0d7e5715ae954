import { SentinelError, type Action } from '@sentinel-agentos/core';
import { actionCode, statusCode } from '../index/codes.js';
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
  /**
   * Text that a value of one of the call's records holds, in upper or lower case: a command, a path, a reason, an
   * error. The index cannot answer this: calls that the other conditions admit are read.
   */
  readonly text?: string;
  /** At most this many, the newest. Default: all. */
  readonly limit?: number;
}

/**
 * @throws SentinelError `INVALID_ARGUMENT` naming a bound that is not a number, a limit that is not a count, or a
 * condition that nothing could meet: of the wrong type, or a word that is no status or action.
 */
export function checkFilter(filter: AuditFilter): void {
  for (const field of ['minScore', 'maxScore', 'since', 'until'] as const) {
    const value: unknown = filter[field];
    if (value !== undefined && (typeof value !== 'number' || Number.isNaN(value)))
      throw invalid(field, value);
  }
  for (const field of ['sessionId', 'agentId', 'toolName', 'text'] as const) {
    const value: unknown = filter[field];
    if (value !== undefined && typeof value !== 'string') throw invalid(field, value);
  }
  const { status, action } = filter;
  if (status !== undefined && statusCode(status) < 0) throw invalid('status', status);
  if (action !== undefined && actionCode(action) < 0) throw invalid('action', action);
  const limit: unknown = filter.limit;
  if (limit !== undefined && !(limit === Infinity || (Number.isSafeInteger(limit) && Number(limit) >= 0))) {
    throw invalid('limit', limit);
  }
}

/** Holds a call against every condition but `text` and `limit`. */
export function admitsCall(filter: AuditFilter, entry: AuditEntry): boolean {
  return (
    (filter.sessionId === undefined || filter.sessionId === entry.sessionId) &&
    (filter.agentId === undefined || filter.agentId === entry.agentId) &&
    (filter.toolName === undefined || filter.toolName === entry.toolName) &&
    (filter.status === undefined || filter.status === entry.status) &&
    (filter.action === undefined || filter.action === entry.action) &&
    entry.riskScore >= (filter.minScore ?? -Infinity) &&
    entry.riskScore <= (filter.maxScore ?? Infinity) &&
    entry.at >= (filter.since ?? -Infinity) &&
    entry.at <= (filter.until ?? Infinity)
  );
}

function invalid(field: string, value: unknown): SentinelError {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return new SentinelError('INVALID_ARGUMENT', `The audit filter's ${field} must not be ${shown}.`);
}
