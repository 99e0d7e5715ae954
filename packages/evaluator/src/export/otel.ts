import { GEN_AI } from '@sentinel-agentos/core';
import { attributes, otlpLogs, otlpMetrics, unixNano } from './otlp.js';
import { DIMENSIONS } from '../dimension.js';
import { DURATION_BOUNDARIES } from '../report/data/durations.js';
import type { EvidenceRow, ReportData, ToolDuration } from '../report/data/report-data.js';
import type { Interval } from '../statistics/track.js';
import type { OtlpEvent, OtlpHistogramPoint, OtlpLogs, OtlpMetric, OtlpMetrics } from './otlp.js';

const INFO = 9;
const CUMULATIVE = 2;

/** What an event says, before it is written down. */
interface Evaluation {
  readonly name: string;
  readonly score: number;
  readonly label: string | null;
  readonly explanation: string;
  readonly at: number;
  readonly conversation: string | null;
  readonly call: string | null;
  readonly evidence: readonly string[];
}

/**
 * A report as events `gen_ai.evaluation.result`, in the JSON of OTLP: one for the overall quality, each dimension and
 * trust, and one for each call that a report names as evidence and that has a score. Names are `sentinel.quality.…`,
 * `sentinel.trust` and `sentinel.call`; scores are 0–100. The label is the grade, for a call `pass` from 60 and else
 * `fail`. Pure.
 */
export function otelEvents(data: ReportData): OtlpLogs {
  const evaluations = [...qualityOf(data), ...trustOf(data), ...data.evidence.flatMap(callOf)];
  return otlpLogs(evaluations.map((evaluation) => eventOf(evaluation, data.generatedAt)));
}

/**
 * A report as metrics in the JSON of OTLP: the histogram `gen_ai.execute_tool.duration` in seconds by tool, its class
 * and error, and gauges of quality, trust and halted sessions. Tools beyond 200 are counted together as `_other`. Pure.
 */
export function otelMetrics(data: ReportData): OtlpMetrics {
  const { generatedAt, durations, period, profile, trust } = data;
  const gauge = (
    name: string,
    description: string,
    unit: string,
    value: number | null,
  ): readonly OtlpMetric[] =>
    value === null
      ? []
      : [
          {
            name,
            description,
            unit,
            gauge: { dataPoints: [{ timeUnixNano: unixNano(generatedAt), asDouble: value, attributes: [] }] },
          },
        ];
  const histogram: OtlpMetric = {
    name: GEN_AI.executeToolDuration,
    description: 'The duration of a single tool execution.',
    unit: 's',
    histogram: {
      aggregationTemporality: CUMULATIVE,
      dataPoints: durations.map((duration) => pointOf(duration, period?.from ?? 0, generatedAt)),
    },
  };
  return otlpMetrics([
    ...(durations.length === 0 ? [] : [histogram]),
    ...gauge('sentinel.quality.score', 'Quality of the agent, 0-100.', '1', profile.overallScore),
    ...gauge(
      'sentinel.trust.risk',
      'R(t), 0-1, of the session asked for, else of the riskiest one active in the 24 hours before the last activity.',
      '1',
      trust?.r ?? null,
    ),
    ...gauge(
      'sentinel.sessions.halted',
      'Sessions that are halted.',
      '{session}',
      trust?.haltedSessions ?? null,
    ),
  ]);
}

function eventOf(evaluation: Evaluation, observedAt: number): OtlpEvent {
  const { name, score, label, explanation, at, conversation, call, evidence } = evaluation;
  return {
    timeUnixNano: unixNano(at),
    observedTimeUnixNano: unixNano(observedAt),
    severityNumber: INFO,
    eventName: GEN_AI.evaluationResult,
    attributes: attributes({
      [GEN_AI.evaluationName]: name,
      [GEN_AI.evaluationScore]: score,
      [GEN_AI.evaluationLabel]: label,
      [GEN_AI.evaluationExplanation]: explanation,
      [GEN_AI.conversationId]: conversation,
      [GEN_AI.toolCallId]: call,
      'sentinel.evidence': evidence.length === 0 ? null : evidence,
    }),
  };
}

function qualityOf({ profile, generatedAt, sessionId }: ReportData): readonly Evaluation[] {
  const base = { at: generatedAt, conversation: sessionId, call: null };
  const { overallScore, grade, interval, sampleSize, details } = profile;
  const overall =
    overallScore === null
      ? []
      : [
          {
            ...base,
            name: 'sentinel.quality.overall',
            score: overallScore,
            label: grade,
            explanation: explained(interval, sampleSize),
            evidence: [],
          },
        ];
  const dimensions = DIMENSIONS.flatMap((dimension) => {
    const { score, interval: range, n, evidence } = details[dimension];
    if (score === null) return [];
    const name = `sentinel.quality.${dimension}`;
    return [{ ...base, name, score, label: null, explanation: explained(range, n), evidence }];
  });
  return [...overall, ...dimensions];
}

function explained(interval: Interval | null, n: number): string {
  const range = interval === null ? '' : `; 95% interval ${interval.lower} to ${interval.upper}`;
  return `${n} observations${range}`;
}

function trustOf({ trust, generatedAt, sessionId }: ReportData): readonly Evaluation[] {
  if (trust === null || trust.pScore === null) return [];
  const { pScore, grade, r, band, halted, events } = trust;
  return [
    {
      name: 'sentinel.trust',
      score: pScore,
      label: grade,
      explanation: `R(t) = ${r ?? ''}, ${band ?? ''}${halted ? ', halted' : ''}`,
      at: generatedAt,
      conversation: sessionId,
      call: null,
      evidence: events.flatMap(({ evidence }) => evidence.slice(0, 1)),
    },
  ];
}

/** From this score on a call is labelled a pass: what a grade of B asks for. */
const PASS = 60;

function callOf({ kind, key, score, at, sessionId, what, status }: EvidenceRow): readonly Evaluation[] {
  if (kind !== 'call' || score === null || at === null) return [];
  return [
    {
      name: 'sentinel.call',
      score,
      label: score >= PASS ? 'pass' : 'fail',
      explanation: `${what}: ${status ?? ''}`,
      at,
      conversation: sessionId,
      call: key,
      evidence: [],
    },
  ];
}

/** Seconds; bounds are inclusive, as OTLP has them. */
function pointOf(duration: ToolDuration, from: number, to: number): OtlpHistogramPoint {
  const { tool, toolClass, errorType, count, sum, min, max, buckets } = duration;
  return {
    startTimeUnixNano: unixNano(from),
    timeUnixNano: unixNano(to),
    count: String(count),
    sum: sum / 1000,
    min: min / 1000,
    max: max / 1000,
    bucketCounts: buckets.map(String),
    explicitBounds: DURATION_BOUNDARIES,
    attributes: attributes({
      [GEN_AI.toolName]: tool,
      [GEN_AI.toolType]: 'function',
      [GEN_AI.errorType]: errorType,
      'sentinel.tool.class': toolClass,
    }),
  };
}
