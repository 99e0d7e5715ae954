import { compareMeans, trendOf } from './trend.js';
import { DIMENSIONS, DIMENSION_WEIGHTS } from '../dimension.js';
import { EMPTY_TALLY } from '../standing/tally.js';
import { findStrengths } from './strengths.js';
import { findWarnings } from './warnings.js';
import { gradeOf } from '../statistics/grade.js';
import { intervalOf, meanOf, quickMeanOf } from '../statistics/track.js';
import { weightedMean } from '../weighted-mean.js';
import { wholeScore } from '../score-scale.js';
import type { Dimension } from '../dimension.js';
import type { Grade } from '../statistics/grade.js';
import type { Interval, Track } from '../statistics/track.js';
import type { Notice } from './notice.js';
import type { Standing } from '../standing/standing.js';
import type { Tally } from '../standing/tally.js';
import type { Trend } from './trend.js';

/** One dimension with what it rests on. Scores 0–100, whole. */
export interface DimensionDetail {
  readonly score: number | null;
  /** Central 95 %. */
  readonly interval: Interval | null;
  readonly n: number;
  readonly trend: Trend;
  /** Ids of the last calls, or `signal#id`, that counted. */
  readonly evidence: readonly string[];
}

/** How good an agent is, as far as the evidence goes. Plain JSON; scores are null where there is no evidence. */
export interface AgentProfile {
  /** Null for all sessions together. */
  readonly sessionId: string | null;
  /** 0–100, weights pre-exec .2, runtime .25, post-exec .3, satisfaction .25 over what has evidence. */
  readonly overallScore: number | null;
  readonly breakdown: Readonly<Record<Dimension, number | null>>;
  readonly trends: Readonly<Record<Dimension | 'overall', Trend>>;
  /** In English; `notices` has them in every language. */
  readonly warnings: readonly string[];
  readonly strengths: readonly string[];
  readonly notices: { readonly warnings: readonly Notice[]; readonly strengths: readonly Notice[] };
  /** Assessed calls. */
  readonly sampleSize: number;
  /**
   * Bounds of the overall score, 0–100: the dimensions' 95 % intervals under the same weights. Wider than 95 %
   * unless all dimensions err together, which is assumed here to be on the safe side.
   */
  readonly interval: Interval | null;
  /** By the lower bound of `interval`. */
  readonly grade: Grade | null;
  readonly details: Readonly<Record<Dimension, DimensionDetail>>;
  readonly operations: {
    readonly total: number;
    /** Null in the profile of one session, where it is not kept. */
    readonly last24h: number | null;
    readonly verifyFailures: number;
    readonly highRisk: number;
    readonly planned: number;
  };
  readonly signals: number;
}

function eachDimension<T>(make: (dimension: Dimension) => T): Readonly<Record<Dimension, T>> {
  return Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, make(dimension)])) as Record<
    Dimension,
    T
  >;
}

/** Weighted mean over the dimensions that have a value. */
function combine(read: (dimension: Dimension) => number | null): number | null {
  return weightedMean(
    DIMENSIONS.map((dimension) => ({ weight: DIMENSION_WEIGHTS[dimension], value: read(dimension) })),
  );
}

/** The overall score of a tally; null without evidence. */
export function overallScore(tally: Tally): number | null {
  const mean = combine((dimension) => meanOf(tally.tracks[dimension]));
  return mean === null ? null : wholeScore(100 * mean);
}

/** Rounded outward, so that the bounds hold and a lower bound that is shown never earns a better grade. */
function toScores({ lower, upper }: Interval): Interval {
  return { lower: Math.floor(100 * lower), upper: Math.ceil(100 * upper) };
}

function detail(track: Track, interval: Interval | null): DimensionDetail {
  const mean = meanOf(track);
  return {
    score: mean === null ? null : wholeScore(100 * mean),
    interval: interval && toScores(interval),
    n: track.n,
    trend: trendOf(track),
    evidence: track.evidence,
  };
}

function overallTrend(tally: Tally): Trend {
  const n = Math.max(...DIMENSIONS.map((dimension) => tally.tracks[dimension].n));
  return compareMeans(
    combine((dimension) => quickMeanOf(tally.tracks[dimension])),
    combine((dimension) => meanOf(tally.tracks[dimension])),
    n,
  );
}

/** The profile of a session, or of all sessions for null. Pure. */
export function makeProfile(standing: Standing, session: string | null, now: number): AgentProfile {
  const tally = session === null ? standing.total : (standing.sessions.get(session) ?? EMPTY_TALLY);
  const lastDay = standing.activity.lastDay(now);
  const recentFailures = standing.failures
    .values()
    .filter((failure) => failure.at > now - 86_400_000 && failure.at <= now)
    .filter((failure) => session === null || failure.session === session);
  const warnings = findWarnings({
    tally,
    failures: session === null ? lastDay.failures : recentFailures.length,
    recentFailures,
  });
  const strengths = findStrengths(tally);
  const intervals = eachDimension((dimension) => intervalOf(tally.tracks[dimension]));
  const details = eachDimension((dimension) => detail(tally.tracks[dimension], intervals[dimension]));
  const lower = combine((dimension) => intervals[dimension]?.lower ?? null);
  const upper = combine((dimension) => intervals[dimension]?.upper ?? null);
  return {
    sessionId: session,
    overallScore: overallScore(tally),
    breakdown: eachDimension((dimension) => details[dimension].score),
    trends: { overall: overallTrend(tally), ...eachDimension((dimension) => details[dimension].trend) },
    warnings: warnings.map(({ text }) => text.en),
    strengths: strengths.map(({ text }) => text.en),
    notices: { warnings, strengths },
    sampleSize: tally.operations + tally.planned,
    interval: lower === null || upper === null ? null : toScores({ lower, upper }),
    grade: lower === null ? null : gradeOf(100 * lower),
    details,
    operations: {
      total: tally.operations,
      last24h: session === null ? lastDay.calls : null,
      verifyFailures: tally.failures,
      highRisk: tally.highRisk,
      planned: tally.planned,
    },
    signals: tally.signals.total,
  };
}
