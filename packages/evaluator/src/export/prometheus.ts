import { TOOL_CLASSES } from '../report/data/report-call.js';
import { DIMENSIONS } from '../dimension.js';
import { DURATION_BOUNDARIES } from '../report/data/durations.js';
import { metricText } from './metric-text.js';
import type { Metric, Sample } from './metric-text.js';
import type { ReportData } from '../report/data/report-data.js';

/** The type of what {@link prometheusReport} gives, for the header `Content-Type`. */
export const PROMETHEUS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * A report in the text exposition format 0.0.4 of Prometheus. Labels hold classes, decisions, statuses, signals, axes
 * and dimensions only, no names of tools or sessions, so that no agent can make series without end. What is unknown has
 * no sample. Pure.
 */
export function prometheusReport(data: ReportData): string {
  return [
    ...callMetrics(data),
    ...qualityMetrics(data),
    ...trustMetrics(data),
    gauge('sentinel_report_timestamp_seconds', 'When these numbers were read.', [
      { value: data.generatedAt / 1000 },
    ]),
  ]
    .map(metricText)
    .join('');
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, help, type: 'gauge', samples };
}

/** A sample, or none where the value is not known. */
function known(value: number | null, labels?: Sample['labels']): readonly Sample[] {
  return value === null ? [] : [labels === undefined ? { value } : { value, labels }];
}

function callMetrics({ counts, signals, durations }: ReportData): readonly Metric[] {
  return [
    {
      name: 'sentinel_calls_total',
      help: 'Calls of tools by class of tool, decision and status.',
      type: 'counter',
      samples: counts.map(({ toolClass, action, status, calls }) => ({
        labels: { tool_class: toolClass, decision: action, status },
        value: calls,
      })),
    },
    {
      name: 'sentinel_tool_duration_seconds',
      help: 'How long calls ran, by class of tool.',
      type: 'histogram',
      samples: TOOL_CLASSES.flatMap((toolClass) =>
        histogram(
          durations.filter((duration) => duration.toolClass === toolClass),
          toolClass,
        ),
      ),
    },
    {
      name: 'sentinel_feedback_signals_total',
      help: 'Signals of users.',
      type: 'counter',
      samples: signals.map(({ signal, count }) => ({ labels: { signal }, value: count })),
    },
  ];
}

/** Buckets are cumulative, as the format asks for. */
function histogram(durations: ReportData['durations'], toolClass: string): readonly Sample[] {
  if (durations.length === 0) return [];
  const upTo = (last: number): number =>
    durations.reduce(
      (sum, { buckets }) => sum + buckets.slice(0, last + 1).reduce((total, calls) => total + calls, 0),
      0,
    );
  const buckets = [...DURATION_BOUNDARIES.map(String), '+Inf'].map((le, index) => ({
    suffix: '_bucket',
    labels: { tool_class: toolClass, le },
    value: upTo(index),
  }));
  const labels = { tool_class: toolClass };
  const seconds = durations.reduce((total, { sum }) => total + sum, 0) / 1000;
  return [
    ...buckets,
    { suffix: '_sum', labels, value: seconds },
    { suffix: '_count', labels, value: durations.reduce((total, { count }) => total + count, 0) },
  ];
}

function qualityMetrics({ profile, satisfaction }: ReportData): readonly Metric[] {
  const rows = [
    {
      dimension: 'overall',
      score: profile.overallScore,
      interval: profile.interval,
      n: profile.sampleSize,
    },
    ...DIMENSIONS.map((dimension) => ({ dimension, ...profile.details[dimension] })),
  ];
  const each = (read: (row: (typeof rows)[number]) => number | null): readonly Sample[] =>
    rows.flatMap((row) => known(read(row), { dimension: row.dimension }));
  return [
    gauge(
      'sentinel_quality_score',
      'Quality of the agent, 0-100.',
      each(({ score }) => score),
    ),
    gauge(
      'sentinel_quality_score_lower_bound',
      'Lower end of the 95 % interval of the quality.',
      each(({ interval }) => interval?.lower ?? null),
    ),
    gauge(
      'sentinel_quality_score_upper_bound',
      'Upper end of the 95 % interval of the quality.',
      each(({ interval }) => interval?.upper ?? null),
    ),
    gauge(
      'sentinel_quality_observations',
      'Observations that the quality rests on.',
      each(({ n }) => n),
    ),
    gauge('sentinel_satisfaction', 'Satisfaction of users, 0-100; 50 is neutral.', known(satisfaction)),
  ];
}

/** Session names are no labels: of all sessions one is shown. */
const WHOSE_TRUST =
  'of the session asked for, else of the riskiest one active in the 24 hours before the last activity';

function trustMetrics({ trust }: ReportData): readonly Metric[] {
  if (trust === null) return [];
  const { r, pScore, axes, haltedSessions, events } = trust;
  return [
    gauge('sentinel_trust_risk', `R(t), 0-1, ${WHOSE_TRUST}.`, known(r)),
    gauge('sentinel_trust_score', `P-score, 100 times what the risk leaves, ${WHOSE_TRUST}.`, known(pScore)),
    gauge(
      'sentinel_trust_axis',
      `Axes of trust, 0-1, ${WHOSE_TRUST}.`,
      Object.entries(axes ?? {}).map(([axis, value]) => ({ labels: { axis }, value })),
    ),
    gauge('sentinel_sessions_halted', 'Sessions that are halted.', known(haltedSessions)),
    {
      name: 'sentinel_trust_events_total',
      help: 'What changed trust.',
      type: 'counter',
      samples: events.map(({ kind, count }) => ({ labels: { kind }, value: count })),
    },
  ];
}
