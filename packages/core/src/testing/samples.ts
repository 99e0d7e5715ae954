import type { BlockedCall, CompletedCall, KernelEvent } from '../completed-call.js';
import type { Decision } from '../decision.js';
import type { Effect } from '../effect.js';
import type { EventRecord } from '../record.js';
import type { Run } from '../run.js';
import type { ToolCall } from '../call.js';
import type { UserChange } from '../user-change.js';

/** Calls, decisions and results with plain contents, to be varied by tests. */

export function sampleCall(changes: Partial<ToolCall> = {}): ToolCall {
  return {
    id: 'op_sample',
    tool: 'write_file',
    params: { path: 'notes.txt', content: 'hello' },
    sessionId: 'session',
    agentId: 'agent',
    cwd: '/workspace',
    claims: [],
    ...changes,
  };
}

export function sampleEffect(changes: Partial<Effect> = {}): Effect {
  return {
    verb: 'fs.write',
    target: '/workspace/notes.txt',
    scope: 'workspace',
    reversibility: 'easy',
    sensitivity: 'normal',
    remote: false,
    evidence: { param: 'path', start: 0, end: 9 },
    ...changes,
  };
}

/** A decision with the score that the scales give a write of a file of the workspace. */
export function sampleDecision(
  action: Decision['action'] = 'auto',
  changes: Partial<Decision> = {},
): Decision {
  const text = { en: `sample ${action}`, zh: `示例 ${action}` };
  return {
    action,
    strict: false,
    risk: {
      score: 0.19,
      score100: 2,
      dimensions: { impact: 1, reversibility: 0.8, sensitivity: 0.9, errorRate: 0.05 },
      decisiveEffect: 0,
    },
    findings: [],
    effects: [sampleEffect()],
    reason: text,
    explanation: text,
    digest: 'sample-digest',
    secretParams: [],
    ...changes,
  } as Decision;
}

/** One of every way a run can end. */
export const SAMPLE_RUNS: readonly Run[] = [
  { status: 'succeeded', result: 'done' },
  { status: 'succeeded', result: undefined },
  { status: 'failed', error: new Error('broken') },
  { status: 'failed', error: undefined },
  { status: 'timed-out', afterMs: 1000 },
  { status: 'aborted', reason: 'the user pressed stop' },
  { status: 'planned', plan: { would: 'run' } },
];

export function sampleCompleted(changes: Partial<CompletedCall> = {}): CompletedCall {
  return {
    call: sampleCall(),
    decision: sampleDecision(),
    approval: { status: 'not-needed' },
    snapshot: null,
    run: { status: 'succeeded', result: 'done' },
    context: {},
    verdict: {
      status: 'PASS',
      checks: [{ check: 'sample', status: 'pass', message: { en: 'it held', zh: '通过' } }],
    },
    rollback: null,
    startedAt: 1_700_000_000_000,
    durationMs: 5,
    ...changes,
  };
}

export function sampleBlocked(changes: Partial<BlockedCall> = {}): BlockedCall {
  return {
    call: sampleCall({ tool: 'exec', params: { command: 'rm -rf /' } }),
    decision: sampleDecision('deny'),
    approval: { status: 'not-needed' },
    reason: 'sample deny',
    at: 1_700_000_000_000,
    ...changes,
  };
}

/** One of every event observers can meet. */
export function sampleEvents(): readonly KernelEvent[] {
  const timings = { decide: 1, approve: 0, intent: 1, snapshot: 1, run: 1, verify: 1, settle: 1, total: 6 };
  return [
    { type: 'decided', call: sampleCall(), decision: sampleDecision() },
    { type: 'blocked', blocked: sampleBlocked() },
    { type: 'started', call: sampleCall(), snapshot: null },
    { type: 'completed', completed: sampleCompleted(), assessment: null, timings },
  ];
}

export function sampleRecord(name: string, data: EventRecord['data'] = null): EventRecord {
  return { kind: 'event', name, at: 1_700_000_000_000, sessionId: 'session', data };
}

export function sampleUserChange(changes: Partial<UserChange> = {}): UserChange {
  return {
    callId: 'op_sample',
    sessionId: 'session',
    agentId: 'agent',
    path: '/workspace/notes.txt',
    change: 'rewritten',
    since: 1_699_999_000_000,
    at: 1_700_000_000_000,
    ...changes,
  };
}
