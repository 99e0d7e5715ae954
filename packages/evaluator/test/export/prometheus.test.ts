import { describe, expect, it } from 'vitest';
import { emptyReport, sampleReport, sampleReportCall } from '../support/sample-report.js';
import { metricText } from '../../src/export/metric-text.js';
import { prometheusReport } from '../../src/index.js';
import fc from 'fast-check';

const VALUE = String.raw`(?:[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf)|NaN)`;
const LABEL = String.raw`[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*"`;
const LINE = new RegExp(
  `^(?:# HELP [a-zA-Z_:][\\w:]* (?:[^\\\\\\n]|\\\\[\\\\n])*|# TYPE [a-zA-Z_:][\\w:]* (?:counter|gauge|histogram)|[a-zA-Z_:][\\w:]*(?:\\{${LABEL}(?:,${LABEL})*\\})? ${VALUE})$`,
  'u',
);

/** A sample's value by its name and labels. */
function samples(text: string): ReadonlyMap<string, number> {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

describe('the text format of Prometheus', () => {
  const text = prometheusReport(sampleReport());

  it('is well-formed, each metric once, with its help and its type before it', () => {
    const lines = text.split('\n');
    expect(lines.pop()).toBe('');
    for (const line of lines) expect(line).toMatch(LINE);
    const types = lines.filter((line) => line.startsWith('# TYPE'));
    expect(new Set(types).size).toBe(types.length);
    expect(lines.filter((line) => line.startsWith('# HELP'))).toHaveLength(types.length);
    expect(samples(text).size).toBe(lines.length - 2 * types.length);
  });

  it('has the numbers of the report', () => {
    const data = sampleReport();
    const values = samples(text);
    const calls = [...values].filter(([name]) => name.startsWith('sentinel_calls_total'));
    expect(calls.reduce((sum, [, value]) => sum + value, 0)).toBe(data.calls);
    expect(values.get('sentinel_quality_score{dimension="overall"}')).toBe(data.profile.overallScore);
    expect(values.get('sentinel_trust_risk')).toBe(data.trust?.r);
    expect(values.get('sentinel_trust_score')).toBe(data.trust?.pScore);
    expect(values.get('sentinel_trust_axis{axis="norm"}')).toBe(data.trust?.axes?.norm);
    expect(values.get('sentinel_sessions_halted')).toBe(0);
    expect(values.get('sentinel_feedback_signals_total{signal="user_used_result"}')).toBe(21);
    expect(values.get('sentinel_report_timestamp_seconds')).toBe(data.generatedAt / 1000);
  });

  it('has histograms whose buckets grow to their count', () => {
    const values = samples(text);
    for (const toolClass of ['HIGH', 'MEDIUM', 'LOW']) {
      const buckets = [...values].filter(([name]) =>
        name.startsWith(`sentinel_tool_duration_seconds_bucket{tool_class="${toolClass}"`),
      );
      expect(buckets).toHaveLength(15);
      const counts = buckets.map(([, value]) => value);
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(buckets.at(-1)?.[0]).toContain('le="+Inf"');
      expect(counts.at(-1)).toBe(
        values.get(`sentinel_tool_duration_seconds_count{tool_class="${toolClass}"}`),
      );
    }
  });

  it('counts how long calls ran in the class they had, as it counts the calls', () => {
    const calls = (['LOW', 'HIGH', 'HIGH'] as const).map((toolClass, index) => ({
      ...sampleReportCall(index),
      tool: 'exec',
      toolClass,
      durationMs: 100,
    }));
    const values = samples(prometheusReport(sampleReport({ calls })));
    expect(values.get('sentinel_tool_duration_seconds_count{tool_class="LOW"}')).toBe(1);
    expect(values.get('sentinel_tool_duration_seconds_count{tool_class="HIGH"}')).toBe(2);
  });

  it('has no sample for what is not known', () => {
    const empty = samples(prometheusReport(emptyReport()));
    expect([...empty.keys()].filter((name) => !name.startsWith('sentinel_quality_observations'))).toEqual([
      'sentinel_report_timestamp_seconds',
    ]);
  });

  it('has no more series for an agent that calls ten thousand names', () => {
    const calls = Array.from({ length: 10_000 }, (_, index) => ({
      ...sampleReportCall(index),
      tool: `tool-${index}`,
      sessionId: `session-${index}`,
    }));
    expect(samples(prometheusReport(sampleReport({ calls }))).size).toBeLessThan(200);
  });

  it('escapes labels and help, so that any text gives lines of the format', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.double(), (value, number) => {
        const written = metricText({
          name: 'm',
          help: value,
          type: 'gauge',
          samples: [{ labels: { l: value }, value: number }],
        });
        const lines = written.split('\n');
        expect(lines).toHaveLength(4);
        for (const line of lines.slice(0, 3)) expect(line).toMatch(LINE);
      }),
    );
  });

  it('writes what cannot be a character as one that can', () => {
    const [, , line] = metricText({
      name: 'm',
      help: '',
      type: 'gauge',
      samples: [{ labels: { l: 'a\ud800' }, value: 1 }],
    }).split('\n');
    expect(line).toBe('m{l="a\ufffd"} 1');
  });
});
