import type { BlockedRecord, EventRecord, IntentRecord, OutcomeRecord } from '@sentinel-agentos/core';

export function intent(callId: string, changes: Partial<IntentRecord> = {}): IntentRecord {
  return {
    kind: 'intent',
    callId,
    at: 1_700_000_000_000,
    sessionId: 'session-1',
    agentId: 'agent-1',
    tool: 'exec',
    cwd: '/workspace',
    params: { command: 'npm test' },
    decision: {
      action: 'auto',
      strict: false,
      score: 0.19,
      dimensions: { impact: 1, reversibility: 0.8, sensitivity: 0.9, errorRate: 0.05 },
      digest: 'd'.repeat(64),
      rules: [],
      effects: [{ verb: 'process.spawn', target: 'npm', scope: 'workspace' }],
    },
    approval: { status: 'not-needed' },
    ...changes,
  };
}

export function blocked(callId: string, changes: Partial<BlockedRecord> = {}): BlockedRecord {
  const { decision, ...rest } = intent(callId);
  return {
    ...rest,
    kind: 'blocked',
    decision: { ...decision, action: 'deny', score: 9.18 },
    reason: 'Risk 9.18 → DENY',
    ...changes,
  };
}

export function outcome(callId: string, changes: Partial<OutcomeRecord> = {}): OutcomeRecord {
  return {
    kind: 'outcome',
    callId,
    at: 1_700_000_000_100,
    sessionId: 'session-1',
    agentId: 'agent-1',
    tool: 'exec',
    status: 'succeeded',
    result: { type: 'string', bytes: 12 },
    error: null,
    verify: 'PASS',
    failedChecks: [],
    rollback: null,
    scores: { overall: 90 },
    action: 'auto',
    score: 0.19,
    durationMs: 100,
    timings: { decide: 0.1, approve: 0, intent: 0.3, snapshot: 0, run: 99, verify: 0.2 },
    ...changes,
  };
}

export function event(name: string, data: EventRecord['data'] = null): EventRecord {
  return { kind: 'event', name, at: 1_700_000_000_000, sessionId: 'session-1', data };
}
