import { meanOf, quickMeanOf } from '../statistics/track.js';
import type { Track } from '../statistics/track.js';

export type Trend = 'improving' | 'declining' | 'stable' | 'insufficient-data';

/** Fewer observations than this make no trend. */
const TREND_MINIMUM = 5;
const NOTABLE = 0.03;

/** Compares two means of 0–1: the last few observations against all that is remembered. */
export function compareMeans(quick: number | null, slow: number | null, n: number): Trend {
  if (quick === null || slow === null || n < TREND_MINIMUM) return 'insufficient-data';
  if (quick - slow > NOTABLE) return 'improving';
  return quick - slow < -NOTABLE ? 'declining' : 'stable';
}

/** Where a track is heading: a difference of more than 3 points of 100 counts. */
export function trendOf(track: Track): Trend {
  return compareMeans(quickMeanOf(track), meanOf(track), track.n);
}
