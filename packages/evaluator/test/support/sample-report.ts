import { collectReport } from '../../src/report/data/collect-report.js';
import { makeProfile } from '../../src/profile/agent-profile.js';
import { SIGNAL_STRENGTHS } from '../../src/feedback/signal.js';
import { Standing } from '../../src/standing/standing.js';
import type { FeedbackSignal } from '../../src/feedback/signal.js';
import type { ReportCall, ReportSignal } from '../../src/report/data/report-call.js';
import type { ReportData } from '../../src/report/data/report-data.js';
import type { ReportSource } from '../../src/report/data/collect-report.js';
import type { JournalTrustEvent } from '../../src/report/data/trust-fold.js';

const START = Date.UTC(2026, 2, 2, 9);
const HOUR = 3_600_000;

/** Numbers of 0…1 that are the same in every run. */
function seededNumbers(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TOOLS: readonly (readonly [string, ReportCall['toolClass'], number])[] = [
  ['read_file', 'LOW', 0.38],
  ['exec', 'HIGH', 0.3],
  ['write_file', 'HIGH', 0.18],
  ['search_code', 'LOW', 0.09],
  ['http_request', 'MEDIUM', 0.05],
];

/** A call that a fortnight of work may hold. */
export function sampleReportCall(index: number, next: () => number = seededNumbers(index)): ReportCall {
  let pick = next();
  const [tool, toolClass] = TOOLS.find(([, , share]) => (pick -= share) < 0) ?? (['exec', 'HIGH'] as const);
  const day = Math.floor(index / 24);
  const bad = day >= 8 && day <= 9;
  const decided = next();
  const strict = toolClass === 'HIGH';
  const action =
    strict && decided < (bad ? 0.2 : 0.03)
      ? 'deny'
      : strict && decided < (bad ? 0.4 : 0.15)
        ? 'confirm'
        : decided < 0.3
          ? 'notify'
          : 'auto';
  const failed = next() < (bad ? 0.55 : 0.05);
  const blocked = action === 'deny';
  return {
    callId: `op_${String(index).padStart(4, '0')}`,
    seq: 2 * index + 1,
    at: START + day * 24 * HOUR + (index % 24) * 0.2 * HOUR,
    sessionId: `session-${day + 1}`,
    tool,
    toolClass,
    action,
    status: blocked ? 'BLOCKED' : failed ? 'FAIL' : next() < 0.7 ? 'PASS' : 'UNVERIFIED',
    score: blocked ? null : Math.round(Math.min(100, (failed ? 45 : 86) + 14 * next())),
    durationMs: blocked ? null : Math.round(20 + 3000 * next() ** 4),
    errorType: failed && !blocked ? 'tool_error' : blocked ? 'denied' : null,
  };
}

const SIGNALS: readonly (readonly [FeedbackSignal, number])[] = [
  ['user_used_result', 21],
  ['user_immediate_continue', 17],
  ['user_explicit_approval', 9],
  ['user_modified_output', 6],
  ['user_deleted_code', 2],
  ['user_repeated_instruction', 3],
];

/** What fourteen days of an agent that had two bad ones look like. */
export function sampleSource(changes: Partial<ReportSource> = {}): ReportSource {
  const calls = Array.from({ length: 14 * 24 }, (_, index) => sampleReportCall(index));
  const signals: ReportSignal[] = SIGNALS.flatMap(([signal, count], kind) =>
    Array.from({ length: count }, (_, index) => ({
      seq: 5000 + 100 * kind + index,
      at: START + (index % 13) * 24 * HOUR + kind * HOUR,
      sessionId: `session-${(index % 13) + 1}`,
      signal,
    })),
  );
  const generatedAt = START + 13 * 24 * HOUR + 10 * HOUR;
  const profile = makeProfile(standingOf(calls, signals), null, generatedAt);
  return {
    generatedAt,
    sessionId: null,
    profile,
    satisfaction: profile.breakdown.satisfaction,
    feedback: {
      totalSignals: 58,
      negativeSignals: 11,
      positiveSignals: 47,
      averageStrength: 0.37,
      bySignal: Object.fromEntries(SIGNALS),
    },
    calls,
    signals,
    trust: { events: sampleTrustEvents(), haltedSessions: [] },
    ...changes,
  };
}

export function sampleReport(changes: Partial<ReportSource> = {}): ReportData {
  return collectReport(sampleSource(changes));
}

/** A report about nothing. */
export function emptyReport(): ReportData {
  return collectReport({
    generatedAt: START,
    sessionId: null,
    profile: makeProfile(new Standing(), null, START),
    satisfaction: null,
    feedback: {
      totalSignals: 0,
      negativeSignals: 0,
      positiveSignals: 0,
      averageStrength: null,
      bySignal: {},
    },
    calls: [],
    signals: [],
    trust: null,
  });
}

function standingOf(calls: readonly ReportCall[], signals: readonly ReportSignal[]): Standing {
  const standing = new Standing();
  for (const call of calls) {
    if (call.score === null) continue;
    standing.apply({
      type: 'call',
      id: call.callId,
      at: call.at,
      session: call.sessionId,
      call: call.callId,
      tool: call.tool,
      status: 'succeeded',
      preExec: Math.min(100, call.score + 4),
      runtime: call.score,
      postExec: call.status === 'UNVERIFIED' ? null : call.score,
      verify: call.status === 'FAIL' ? 'FAIL' : 'PASS',
      risk: 1,
    });
  }
  for (const { seq, at, sessionId, signal } of signals) {
    if (!Object.hasOwn(SIGNAL_STRENGTHS, signal)) continue;
    standing.apply({
      type: 'signal',
      id: `s${seq}`,
      at,
      session: sessionId,
      signal: signal as FeedbackSignal,
      source: 'explicit',
      confidence: 1,
    });
  }
  return standing;
}

/** One long session whose ninth day went wrong until it was halted, and which a person resumed. */
function sampleTrustEvents(): readonly JournalTrustEvent[] {
  const events: JournalTrustEvent[] = [];
  const add = (day: number, hour: number, event: object): void => {
    const base = {
      sessionId: 'session-9',
      at: START + (24 * day + hour) * HOUR,
      calls: [`op_${String(24 * day + hour).padStart(4, '0')}`],
    };
    events.push({ seq: 9000 + events.length, event: { ...base, ...event } });
  };
  for (let day = 0; day < 14; day += 1) {
    if (day % 3 === 1) add(day, 1, { kind: 'autonomy_escalation', consecutiveCalls: 5 });
    if (day % 4 === 2) add(day, 3, { kind: 'chain_risk_detected', pattern: 'READ_WRITE_EXEC' });
    if (day === 5)
      for (const hour of [4, 5, 6])
        add(day, hour, { kind: 'drift_detected', score: 1.1, level: 'significant', measure: 'call_volume' });
    if (day === 7) add(day, 2, { kind: 'critical', cause: 'instant_block' });
    if (day === 8)
      for (const hour of [2, 3, 4]) add(day, hour, { kind: 'critical', cause: 'credential_leak' });
    if (day === 8)
      add(day, 5, { kind: 'halted', by: 'sentinel', reason: 'R(t) reached 0.75', automatic: true });
    if (day === 9) add(day, 0, { kind: 'resumed', by: 'mei' });
    for (const hour of [6, 8])
      add(day, hour, {
        kind: 'turn_ended',
        source: 'host',
        facts: { calls: 12, highRisk: 2, durationMs: 90_000, tools: { exec: 12 } },
      });
  }
  return events;
}
