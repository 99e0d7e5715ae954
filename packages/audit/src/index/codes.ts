import type { Action, VerifyStatus } from '@sentinel-agentos/core';
import type { AuditStatus } from '../query/audit-entry.js';

// Places in these lists stand in index files: add at the end, and raise the format in index-file.ts otherwise.
const ACTIONS: readonly Action[] = ['auto', 'notify', 'confirm', 'deny'];
const STATUSES: readonly AuditStatus[] = ['UNFINISHED', 'BLOCKED', 'UNVERIFIED', 'PASS', 'WARN', 'FAIL'];
const VERIFIED: readonly (VerifyStatus | null)[] = [null, 'PASS', 'WARN', 'FAIL'];

export const UNFINISHED: number = STATUSES.indexOf('UNFINISHED');
export const BLOCKED: number = STATUSES.indexOf('BLOCKED');
export const VERIFY_FAILED: number = VERIFIED.indexOf('FAIL');

/** Number of an action in the index; -1 for a word that is none. */
export function actionCode(action: Action): number {
  return ACTIONS.indexOf(action);
}

/** Number of a status in the index; -1 for a word that is none. */
export function statusCode(status: AuditStatus): number {
  return STATUSES.indexOf(status);
}

/** Number of what the checks after a run said, in the index. */
export function verifyCode(status: VerifyStatus | null): number {
  return VERIFIED.indexOf(status);
}
