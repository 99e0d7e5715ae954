import type { QualityPeriod } from './report-data.js';
import type { ReportCall } from './report-call.js';
import { TimeBuckets } from './time-buckets.js';
import type { TimeBucket } from './time-buckets.js';

/** As many as a narrow chart can tell apart. */
const MOST_PERIODS = 60;

/** Sums over the calls of a part of time. */
export interface QualitySums {
  readonly calls: number;
  readonly scored: number;
  readonly sum: number;
  readonly lowest: ReportCall | null;
  readonly newest: ReportCall;
}

export function createQualityBuckets(): TimeBuckets<QualitySums> {
  return new TimeBuckets(MOST_PERIODS, mergeSums);
}

export function sumsOf(call: ReportCall): QualitySums {
  const { score } = call;
  return {
    calls: 1,
    scored: score === null ? 0 : 1,
    sum: score ?? 0,
    lowest: score === null ? null : call,
    newest: call,
  };
}

/** The calls that a period's numbers rest on most: the one with its lowest score, and its last. */
export function callsOfPeriod({ value }: TimeBucket<QualitySums>): readonly ReportCall[] {
  const { lowest, newest } = value;
  return lowest === null || lowest.callId === newest.callId ? [newest] : [lowest, newest];
}

export function qualityPeriod(bucket: TimeBucket<QualitySums>): QualityPeriod {
  const { calls, scored, sum, lowest } = bucket.value;
  return {
    from: bucket.from,
    to: bucket.to,
    calls,
    scored,
    mean: scored === 0 ? null : Math.round((10 * sum) / scored) / 10,
    lowest: lowest?.score ?? null,
    evidence: callsOfPeriod(bucket).map(({ callId }) => callId),
  };
}

/** Whether `a` stands after `b` in the journal. */
export function isNewer(a: ReportCall, b: ReportCall): boolean {
  return a.seq > b.seq;
}

function mergeSums(a: QualitySums, b: QualitySums): QualitySums {
  return {
    calls: a.calls + b.calls,
    scored: a.scored + b.scored,
    sum: a.sum + b.sum,
    lowest: lower(a.lowest, b.lowest),
    newest: isNewer(a.newest, b.newest) ? a.newest : b.newest,
  };
}

/** Of two equally low the newer one: what the answer is must not depend on which came first. */
function lower(a: ReportCall | null, b: ReportCall | null): ReportCall | null {
  if (a === null || b === null) return a ?? b;
  const difference = (a.score ?? 0) - (b.score ?? 0);
  if (difference !== 0) return difference < 0 ? a : b;
  return isNewer(a, b) ? a : b;
}
