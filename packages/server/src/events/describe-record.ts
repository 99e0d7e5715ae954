import type { EventType } from './event-ring.js';
import type { FileJournal } from 'sentinel-agentos';

/** A record as the journal gives it to whoever follows. */
export type FollowedRecord = ReturnType<ReturnType<FileJournal['tail']>>[number];

/** What subscribers are told of a record. Secrets are masked in it already. */
export function describeRecord(record: FollowedRecord): { readonly type: EventType; readonly data: object } {
  switch (record.kind) {
    case 'intent':
    case 'blocked': {
      const { callId, seq, at, sessionId, agentId, tool, params, decision, approval } = record;
      const isBlocked = record.kind === 'blocked';
      const reason = isBlocked ? record.reason : null;
      const call = { callId, seq, at, sessionId, agentId, tool, params };
      return { type: 'decision', data: { ...call, isBlocked, reason, decision, approval } };
    }
    case 'outcome': {
      const { callId, seq, at, sessionId, agentId, tool, status, error, verify, failedChecks } = record;
      const { rollback, scores, action, score, durationMs } = record;
      const call = { callId, seq, at, sessionId, agentId, tool };
      const outcome = { status, error, verify, failedChecks, rollback, scores, action, score, durationMs };
      return { type: 'outcome', data: { ...call, ...outcome } };
    }
    case 'event': {
      const { name, seq, at, sessionId, data } = record;
      const isOfSession = name === 'session-end' || name.startsWith('trust.');
      return { type: isOfSession ? 'session' : 'note', data: { name, seq, at, sessionId, data } };
    }
  }
}
