import type { BlockedRecord, IntentRecord, OutcomeRecord } from '@sentinel-agentos/core';

type CallRecord = IntentRecord | OutcomeRecord | BlockedRecord;

const TOOLS = ['exec', 'read_file', 'write_file', 'web_fetch', 'git_push'];
const START = 1_700_000_000_000;

/** Records of calls as an agent's day leaves them: intent and outcome, one in a hundred blocked. About 700 bytes each. */
export function* callRecords(count: number): Generator<CallRecord, void> {
  for (let n = 0, call = 0; n < count; call += 1) {
    const isRisky = call % 100 === 99;
    const identity = {
      callId: `op_${call.toString(36).padStart(8, '0')}`,
      at: START + call * 50,
      sessionId: `session-${Math.floor(call / 500)}`,
      agentId: `agent-${call % 7}`,
      tool: TOOLS[call % TOOLS.length] ?? 'exec',
    };
    const asked = {
      ...identity,
      cwd: '/workspace/project',
      params: { command: `npm run task-${call} -- --filter packages/${call % 40}`, timeoutMs: 30_000 },
      decision: {
        action: isRisky ? ('deny' as const) : ('auto' as const),
        strict: false,
        score: isRisky ? 9.18 : Math.round((call % 300) + 1) / 100,
        dimensions: { impact: 1, reversibility: 0.8, sensitivity: 0.9, errorRate: 0.05 },
        digest: 'd'.repeat(64),
        rules: ['risk.command'],
        effects: [{ verb: 'process.spawn' as const, target: 'npm', scope: 'workspace' as const }],
      },
      approval: { status: 'not-needed' as const },
    };
    if (isRisky) {
      yield { kind: 'blocked', ...asked, reason: 'Risk 9.18 → DENY' };
      n += 1;
      continue;
    }
    yield { kind: 'intent', ...asked };
    n += 1;
    if (n >= count) return;
    yield {
      kind: 'outcome',
      ...identity,
      at: identity.at + 40,
      status: call % 50 === 7 ? 'failed' : 'succeeded',
      result: { type: 'string', bytes: 1200 },
      error: call % 50 === 7 ? 'exit code 1' : null,
      verify: call % 50 === 7 ? 'FAIL' : 'PASS',
      failedChecks: [],
      rollback: null,
      scores: { overall: 90 },
      action: 'auto',
      score: asked.decision.score,
      durationMs: 40,
      timings: { decide: 0.1, approve: 0, intent: 0.3, snapshot: 0, run: 39, verify: 0.2 },
    };
    n += 1;
  }
}
