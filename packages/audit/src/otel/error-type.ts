import type { AuditEntry } from '../query/audit-entry.js';

/**
 * `error.type` of a call: one of `denied`, `not_approved`, `timeout`, `aborted`, `not_run`, `tool_error`,
 * `verification_failed`. Null when it did not end in an error.
 */
export function errorTypeOf({ status, action, outcome, verifyStatus }: AuditEntry): string | null {
  if (status === 'BLOCKED') return action === 'deny' ? 'denied' : 'not_approved';
  switch (outcome?.status) {
    case 'timed-out':
      return 'timeout';
    case 'aborted':
      return 'aborted';
    case 'not-run':
      return 'not_run';
    case 'failed':
      return 'tool_error';
    case 'succeeded':
    case 'planned':
    case undefined:
      return verifyStatus === 'FAIL' ? 'verification_failed' : null;
  }
}
