import { collectReport } from '../../../src/report/data/collect-report.js';
import { describe, expect, it } from 'vitest';
import { emptyReport, sampleReport, sampleReportCall, sampleSource } from '../../support/sample-report.js';
import type { JournalTrustEvent } from '../../../src/report/data/trust-fold.js';
import type { ReportSource } from '../../../src/report/data/collect-report.js';
import type { ReportCall } from '../../../src/report/data/report-call.js';
import type { ReportData } from '../../../src/report/data/report-data.js';

const NOTHING = { signals: [], trust: null };

function reportOf(calls: Iterable<ReportCall>): ReportData {
  return collectReport({ ...sampleSource(), ...NOTHING, calls });
}

/** Everything in a report that gives evidence. */
function citedKeys({ quality, tools, signals, trust, profile }: ReportData): readonly string[] {
  const rows = [...quality, ...tools, ...signals, ...(trust?.periods ?? []), ...(trust?.events ?? [])];
  return [...rows, ...Object.values(profile.details)].flatMap(({ evidence }) => evidence);
}

describe('what a report says', () => {
  it('counts each call once, by tool and by how it was decided and ended', () => {
    const { calls, counts, tools, quality } = sampleReport();
    const sum = (rows: readonly { readonly calls: number }[]): number =>
      rows.reduce((total, row) => total + row.calls, 0);
    expect(calls).toBe(336);
    expect([sum(counts), sum(tools), sum(quality)]).toEqual([336, 336, 336]);
    for (const { actions, calls: all } of tools)
      expect(actions.auto + actions.notify + actions.confirm + actions.deny).toBe(all);
  });

  it('names a record for each number, and says which are not in the journal', () => {
    const data = sampleReport();
    const rows = new Map(data.evidence.map((row) => [row.key, row]));
    const cited = citedKeys(data);
    expect(cited.length).toBeGreaterThan(100);
    for (const key of cited) expect(rows.has(key)).toBe(true);
    expect(rows.get('op_0001')).toBeUndefined();
    const outside = data.evidence.filter(({ seq }) => seq === null);
    expect(outside.map(({ kind }) => kind)).toEqual(Array.from({ length: 10 }, () => 'signal'));
    const numbers = data.evidence.flatMap(({ seq }) => seq ?? []);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('does not depend on the order of the calls', () => {
    const calls = Array.from({ length: 500 }, (_, index) => sampleReportCall(index));
    expect(reportOf(calls.toReversed())).toEqual(reportOf(calls));
  });

  it('follows trust to its halt and back', () => {
    const { trust } = sampleReport();
    expect(trust?.events.find(({ kind }) => kind === 'halted')).toMatchObject({ count: 1 });
    const highest = trust?.periods.reduce((a, b) => (b.highest > a.highest ? b : a));
    expect(highest?.highest).toBeGreaterThanOrEqual(0.75);
    expect(trust).toMatchObject({ sessionId: 'session-9', halted: false, band: 'Normal', grade: 'A' });
  });

  it('of trust is told from the journal, whose forged events it passes over', () => {
    const forged = [{ kind: 'critical', cause: '__proto__' }, null, 'halted', { kind: 'halted' }];
    const events = forged.map((event, seq) => ({ seq, event }));
    const trust = { events, haltedSessions: ['s2'] };
    const data = collectReport({ ...sampleSource(), sessionId: 's1', trust });
    expect(data.trust).toMatchObject({ r: 0, grade: 'A', halted: false, haltedSessions: 1, events: [] });
    expect(collectReport({ ...sampleSource(), sessionId: 's2', trust }).trust).toMatchObject({
      halted: true,
    });
    expect(collectReport({ ...sampleSource(), calls: [], trust }).trust).toMatchObject({
      r: null,
      grade: null,
    });
  });

  describe('of the trust in all sessions', () => {
    const HOUR = 3_600_000;
    const now = 100 * HOUR;
    const loss = (seq: number, sessionId: string, at: number, cause: string): JournalTrustEvent => ({
      seq,
      event: { kind: 'critical', cause, sessionId, at, calls: [] },
    });
    const events = [
      loss(1, 'old', now - 40 * HOUR, 'own_records'),
      loss(2, 'old', now - 40 * HOUR, 'own_records'),
      loss(3, 'recent', now - HOUR, 'own_records'),
      loss(4, 'mild', now, 'failed_rollback'),
    ];
    const standing = (calls: readonly ReportCall[], changes: Partial<ReportSource> = {}): string | null => {
      const trust = { events, haltedSessions: [] };
      const source = { ...sampleSource(), ...NOTHING, generatedAt: now, trust, calls, ...changes };
      return collectReport(source).trust?.sessionId ?? null;
    };
    const callAt = (sessionId: string, at: number): ReportCall => ({ ...sampleReportCall(0), sessionId, at });

    it('shows the riskiest of those that were active in the day before the last activity', () => {
      expect(standing([])).toBe('recent');
      expect(standing([callAt('old', now - 2 * HOUR)])).toBe('old');
      expect(standing([callAt('other', now + 22 * HOUR)], { generatedAt: now + 30 * HOUR })).toBe('recent');
      expect(standing([callAt('other', now + 23.5 * HOUR)], { generatedAt: now + 30 * HOUR })).toBe('mild');
    });

    it('goes by the last activity where that is long ago, and never by a time that has not come', () => {
      expect(standing([], { generatedAt: now + 10_000 * HOUR })).toBe('recent');
      expect(standing([callAt('other', now + 10_000 * HOUR)])).toBe('recent');
    });

    it('trusts a session to which nothing happened where no other was active', () => {
      const trust = { events: events.slice(0, 2), haltedSessions: [] };
      const source = { ...sampleSource(), ...NOTHING, generatedAt: now, trust, calls: [callAt('new', now)] };
      expect(collectReport(source).trust).toMatchObject({ sessionId: null, r: 0, grade: 'A' });
    });

    it('counts and draws what happened since a time, and stands where everything led', () => {
      const trust = { events, haltedSessions: [], since: now - HOUR };
      const data = collectReport({ ...sampleSource(), ...NOTHING, generatedAt: now, trust }).trust;
      expect(data?.events).toMatchObject([{ kind: 'critical', count: 2 }]);
      const whole = { ...trust, since: 0, events: [...events, loss(5, 'old', now, 'own_records')] };
      const { trust: all } = collectReport({ ...sampleSource(), ...NOTHING, generatedAt: now, trust: whole });
      const { trust: late } = collectReport({
        ...sampleSource(),
        ...NOTHING,
        generatedAt: now,
        trust: { ...whole, since: now },
      });
      expect(all?.periods.at(-1)?.last).toBe(all?.r);
      expect(late).toMatchObject({ r: all?.r, sessionId: 'old', events: [{ count: 2 }] });
    });
  });

  it('of nothing is nothing, and never a zero for what is not known', () => {
    expect(emptyReport()).toMatchObject({
      period: null,
      calls: 0,
      satisfaction: null,
      counts: [],
      quality: [],
      tools: [],
      durations: [],
      signals: [],
      trust: null,
      evidence: [],
    });
  });

  it('counts a tool in the class that each call had, whichever came first', () => {
    const calls = Array.from({ length: 12 }, (_, index): ReportCall => ({
      ...sampleReportCall(index),
      tool: 'exec',
      toolClass: index % 3 === 0 ? 'HIGH' : 'LOW',
      durationMs: index % 3 === 0 ? 1000 : 10,
      errorType: null,
    }));
    for (const order of [calls, calls.toReversed(), calls.slice(1)]) {
      const { tools, durations } = reportOf(order);
      const high = order.length === 12 ? 4 : 3;
      expect(tools).toMatchObject([
        { tool: 'exec', toolClass: 'LOW', calls: 8 },
        { tool: 'exec', toolClass: 'HIGH', calls: high },
      ]);
      expect(durations).toMatchObject([
        { tool: 'exec', toolClass: 'LOW', count: 8, sum: 80 },
        { tool: 'exec', toolClass: 'HIGH', count: high, sum: high * 1000 },
      ]);
    }
  });

  it('stays small for an agent that calls ten thousand names', () => {
    const calls = Array.from({ length: 10_000 }, (_, index) => ({
      ...sampleReportCall(index),
      tool: `tool-${index}`.repeat(100),
      errorType: `error-${index}`,
    }));
    const data = reportOf(calls);
    expect(data.tools).toHaveLength(31);
    expect(data.tools.at(-1)).toMatchObject({ tool: '_other' });
    expect(data.durations.length).toBeLessThanOrEqual(201 * 11);
    expect(Math.max(...data.tools.map(({ tool }) => tool.length))).toBeLessThanOrEqual(200);
    expect(data.tools.reduce((sum, tool) => sum + tool.calls, 0)).toBe(10_000);
  });

  it('is plain JSON', () => {
    const data = sampleReport();
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});
