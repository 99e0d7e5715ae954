import type { JournalRecord } from '@sentinel-agentos/core';
import { callRecordOf } from './call-record.js';

/** True for a record as it was handed in, with the shape that readers rely on: the bytes may be anybody's. */
export function isJournalRecord(
  record: Readonly<Record<string, unknown>>,
): record is Readonly<Record<string, unknown>> & JournalRecord {
  if (record['kind'] !== 'event') return callRecordOf(record) !== null;
  const { name, at, sessionId } = record;
  return (
    typeof name === 'string' &&
    typeof at === 'number' &&
    typeof sessionId === 'string' &&
    record['data'] !== undefined
  );
}
