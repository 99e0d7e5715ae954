import { describe, expect, it } from 'vitest';
import { emptyReport, sampleReport, sampleReportCall } from '../support/sample-report.js';
import { otelEvents, otelMetrics } from '../../src/index.js';
import type { OtlpAttribute, OtlpEvent, OtlpMetric } from '../../src/export/otlp.js';
import type { ReportData } from '../../src/index.js';

const eventsOf = (data: ReportData): readonly OtlpEvent[] =>
  otelEvents(data).resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
const metricsOf = (data: ReportData): readonly OtlpMetric[] =>
  otelMetrics(data).resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) => metrics),
  );
const read = (attributes: readonly OtlpAttribute[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

describe('events of OpenTelemetry', () => {
  const data = sampleReport();
  const events = eventsOf(data);

  it('are named and described as the GenAI conventions say', () => {
    const [overall] = events;
    expect(overall).toMatchObject({
      eventName: 'gen_ai.evaluation.result',
      severityNumber: 9,
      timeUnixNano: `${data.generatedAt}000000`,
    });
    expect(read(overall?.attributes ?? [])).toEqual({
      'gen_ai.evaluation.name': 'sentinel.quality.overall',
      'gen_ai.evaluation.score.value': data.profile.overallScore,
      'gen_ai.evaluation.score.label': data.profile.grade,
      'gen_ai.evaluation.explanation': expect.stringMatching(
        /^328 observations; 95% interval \d+ to \d+$/,
      ) as string,
    });
  });

  it('tell the quality, each dimension, trust, and the calls that are evidence', () => {
    const names = new Set(events.map(({ attributes }) => read(attributes)['gen_ai.evaluation.name']));
    expect([...names]).toEqual([
      'sentinel.quality.overall',
      'sentinel.quality.preExec',
      'sentinel.quality.runtime',
      'sentinel.quality.postExec',
      'sentinel.quality.satisfaction',
      'sentinel.trust',
      'sentinel.call',
    ]);
    const call = read(events.at(-1)?.attributes ?? []);
    expect(call).toMatchObject({
      'gen_ai.tool.call.id': expect.stringMatching(/^op_/) as string,
      'gen_ai.conversation.id': expect.stringMatching(/^session-/) as string,
      'gen_ai.evaluation.score.label': expect.stringMatching(/^pass|fail$/) as string,
    });
  });

  it('of nothing are none', () => {
    expect(eventsOf(emptyReport())).toEqual([]);
  });

  it('hold whole characters only, and names of bounded length', () => {
    const calls = [{ ...sampleReportCall(1), callId: `\ud800${'x'.repeat(1_000_000)}`, sessionId: '\udc00' }];
    const written = JSON.stringify(eventsOf(sampleReport({ calls, trust: null })));
    expect(written).not.toMatch(/\\ud[89a-f]/);
    expect(written.length).toBeLessThan(20_000);
  });
});

describe('metrics of OpenTelemetry', () => {
  const data = sampleReport();
  const [duration, ...gauges] = metricsOf(data);

  it('hold the duration of tools in seconds, in the buckets that the conventions ask for', () => {
    expect(duration).toMatchObject({ name: 'gen_ai.execute_tool.duration', unit: 's' });
    const points = duration?.histogram?.dataPoints ?? [];
    expect(duration?.histogram?.aggregationTemporality).toBe(2);
    expect(points.length).toBeGreaterThan(5);
    for (const { attributes, count, bucketCounts, explicitBounds, sum, min, max } of points) {
      expect(read(attributes)).toMatchObject({
        'gen_ai.tool.name': expect.any(String) as string,
        'gen_ai.tool.type': 'function',
      });
      expect(bucketCounts).toHaveLength(explicitBounds.length + 1);
      expect(bucketCounts.reduce((total, each) => total + Number(each), 0)).toBe(Number(count));
      expect(min).toBeLessThanOrEqual(sum / Number(count));
      expect(max).toBeLessThan(60);
    }
    expect(points[0]?.explicitBounds.slice(0, 3)).toEqual([0.01, 0.02, 0.04]);
    expect(points.some(({ attributes }) => read(attributes)['error.type'] === 'tool_error')).toBe(true);
  });

  it('have one point for the same attributes, also of a tool whose calls are of several classes', () => {
    const calls = (['LOW', 'HIGH', 'LOW'] as const).map((toolClass, index) => ({
      ...sampleReportCall(index),
      tool: 'exec',
      toolClass,
      errorType: null,
      durationMs: 5,
    }));
    const [metric] = metricsOf(sampleReport({ calls }));
    const points = metric?.histogram?.dataPoints ?? [];
    expect(points.map(({ attributes, count }) => [read(attributes)['sentinel.tool.class'], count])).toEqual([
      ['LOW', '2'],
      ['HIGH', '1'],
    ]);
  });

  it('count a duration on a border in the lower bucket', () => {
    const calls = [10, 10.5].map((durationMs, index) => ({
      ...sampleReportCall(index),
      tool: 't',
      errorType: null,
      durationMs,
    }));
    const [metric] = metricsOf(sampleReport({ calls }));
    expect(metric?.histogram?.dataPoints[0]?.bucketCounts.slice(0, 3)).toEqual(['1', '1', '0']);
  });

  it('hold gauges of quality, trust and halted sessions where they are known', () => {
    expect(gauges.map(({ name }) => name)).toEqual([
      'sentinel.quality.score',
      'sentinel.trust.risk',
      'sentinel.sessions.halted',
    ]);
    expect(metricsOf(emptyReport())).toEqual([]);
  });
});
