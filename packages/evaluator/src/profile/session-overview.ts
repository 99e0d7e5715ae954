import { meanOf } from '../statistics/track.js';
import { overallScore } from './agent-profile.js';
import { wholeScore } from '../score-scale.js';
import type { Standing } from '../standing/standing.js';

/** One session at a glance. Times are milliseconds since the epoch. */
export interface SessionSummary {
  readonly sessionId: string;
  readonly operations: number;
  readonly verifyFailures: number;
  readonly highRisk: number;
  readonly signals: number;
  readonly overallScore: number | null;
  readonly satisfaction: number | null;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly ended: boolean;
}

/** The kept sessions, most recently active first. */
export function summariseSessions(standing: Standing): readonly SessionSummary[] {
  return [...standing.sessions].reverse().map(([sessionId, tally]) => {
    const satisfaction = meanOf(tally.tracks.satisfaction);
    return {
      sessionId,
      operations: tally.operations,
      verifyFailures: tally.failures,
      highRisk: tally.highRisk,
      signals: tally.signals.total,
      overallScore: overallScore(tally),
      satisfaction: satisfaction === null ? null : wholeScore(100 * satisfaction),
      firstAt: tally.firstAt,
      lastAt: tally.lastAt,
      ended: tally.ended,
    };
  });
}
