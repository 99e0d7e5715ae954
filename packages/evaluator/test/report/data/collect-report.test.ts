import { collectReport } from '../../../src/report/data/collect-report.js';
import { describe, expect, it } from 'vitest';
import { emptyReport, sampleReport, sampleReportCall, sampleSource } from '../../support/sample-report.js';
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
