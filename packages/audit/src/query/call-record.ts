import type { BlockedRecord, IntentRecord, OutcomeRecord } from '@sentinel-agentos/core';

/** The records that a call leaves. */
export type CallRecord = IntentRecord | BlockedRecord | OutcomeRecord;

const ACTIONS: ReadonlySet<unknown> = new Set(['auto', 'notify', 'confirm', 'deny']);
const RUNS: ReadonlySet<unknown> = new Set([
  'succeeded',
  'failed',
  'timed-out',
  'aborted',
  'planned',
  'not-run',
]);
const VERIFIED: ReadonlySet<unknown> = new Set([null, 'PASS', 'WARN', 'FAIL']);

/**
 * A line's object as the record of a call; null when it is of another kind, or has not the shape that queries rely
 * on: the bytes may be anybody's.
 */
export function callRecordOf(record: Readonly<Record<string, unknown>> | null): CallRecord | null {
  if (record === null || !hasIdentity(record)) return null;
  switch (record['kind']) {
    case 'intent':
    case 'blocked':
      return isDecided(record) && (record['kind'] === 'intent' || typeof record['reason'] === 'string')
        ? (record as unknown as CallRecord)
        : null;
    case 'outcome':
      return isEnded(record) ? (record as unknown as CallRecord) : null;
    default:
      return null;
  }
}

function hasIdentity(record: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof record['callId'] === 'string' &&
    typeof record['at'] === 'number' &&
    typeof record['sessionId'] === 'string' &&
    typeof record['agentId'] === 'string' &&
    typeof record['tool'] === 'string'
  );
}

function isDecided({ decision, params, approval, cwd }: Readonly<Record<string, unknown>>): boolean {
  if (!isObject(decision) || !isObject(params) || !isObject(approval) || typeof cwd !== 'string')
    return false;
  return (
    ACTIONS.has(decision['action']) &&
    typeof decision['score'] === 'number' &&
    isListOf(decision['rules'], (rule) => typeof rule === 'string') &&
    isListOf(decision['effects'], isEffect)
  );
}

function isEnded(record: Readonly<Record<string, unknown>>): boolean {
  const { status, verify, error, durationMs, failedChecks, result, rollback } = record;
  return (
    RUNS.has(status) &&
    VERIFIED.has(verify) &&
    (error === null || typeof error === 'string') &&
    typeof durationMs === 'number' &&
    isListOf(failedChecks, (check) => typeof check === 'string') &&
    (result === null || isObject(result)) &&
    (rollback === null || isObject(rollback))
  );
}

function isEffect(effect: unknown): boolean {
  return isObject(effect) && typeof effect['verb'] === 'string' && typeof effect['target'] === 'string';
}

function isListOf(value: unknown, isMember: (member: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isMember);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
