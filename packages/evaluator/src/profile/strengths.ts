import { meanOf } from '../statistics/track.js';
import { wholeScore } from '../score-scale.js';
import type { Notice } from './notice.js';
import type { Tally } from '../standing/tally.js';
import type { Track } from '../statistics/track.js';

/** On 0–100, like every score that is shown. */
const RELIABLE_FROM = 90;
const POSITIVE_FROM = 75;
const FEWEST_CALLS = 5;
const FEWEST_SIGNALS = 3;

function reaches(track: Track, threshold: number, fewest: number): boolean {
  const mean = meanOf(track);
  // The score as it is shown: a strength at 90 never stands beside an 89, nor is missing beside a 90.
  return mean !== null && track.n >= fewest && wholeScore(100 * mean) >= threshold;
}

/**
 * Reliable from a runtime score of 90 over at least five calls, and only while no more than one claim in twenty was
 * refuted; well received from a satisfaction of 75 over at least three signals.
 */
export function findStrengths(tally: Tally): readonly Notice[] {
  const { runtime, satisfaction } = tally.tracks;
  const strengths: Notice[] = [];
  if (reaches(runtime, RELIABLE_FROM, FEWEST_CALLS) && tally.failures * 20 <= tally.operations) {
    const text = { en: 'Excellent execution reliability', zh: '优秀的执行可靠性' };
    strengths.push({ code: 'reliable-execution', text, evidence: runtime.evidence });
  }
  if (reaches(satisfaction, POSITIVE_FROM, FEWEST_SIGNALS)) {
    const text = { en: 'Strong positive user feedback', zh: '强烈的正向用户反馈' };
    strengths.push({ code: 'positive-feedback', text, evidence: satisfaction.evidence });
  }
  return strengths;
}
