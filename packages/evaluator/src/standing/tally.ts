import { EMPTY_TRACK, observe } from '../statistics/track.js';
import { strengthInMillionths } from '../feedback/signal.js';
import type { CallObservation, SignalObservation } from '../observations/observation.js';
import type { Dimension } from '../dimension.js';
import type { FeedbackSignal } from '../feedback/signal.js';
import type { Track } from '../statistics/track.js';

/** From this risk score on a call is a high-risk operation. */
const HIGH_RISK = 3;

/** Sums over signals; strengths in whole millionths. */
export interface SignalTotals {
  readonly total: number;
  readonly positive: number;
  readonly negative: number;
  readonly sum: number;
  readonly bySignal: Readonly<Partial<Record<FeedbackSignal, number>>>;
}

/** Everything known about a session, or about all of them together. Plain data. */
export interface Tally {
  /** Calls that ran. */
  readonly operations: number;
  /** Dry runs. */
  readonly planned: number;
  readonly failures: number;
  readonly highRisk: number;
  /** Milliseconds since the epoch; 0 before anything was observed. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly ended: boolean;
  readonly signals: SignalTotals;
  readonly tracks: Readonly<Record<Dimension, Track>>;
}

export const EMPTY_TALLY: Tally = Object.freeze({
  operations: 0,
  planned: 0,
  failures: 0,
  highRisk: 0,
  firstAt: 0,
  lastAt: 0,
  ended: false,
  signals: Object.freeze({ total: 0, positive: 0, negative: 0, sum: 0, bySignal: Object.freeze({}) }),
  tracks: Object.freeze({
    preExec: EMPTY_TRACK,
    runtime: EMPTY_TRACK,
    postExec: EMPTY_TRACK,
    satisfaction: EMPTY_TRACK,
  }),
});

function seenAt(tally: Tally, at: number): Pick<Tally, 'firstAt' | 'lastAt'> {
  const firstAt = tally.firstAt === 0 ? at : Math.min(tally.firstAt, at);
  return { firstAt, lastAt: Math.max(tally.lastAt, at) };
}

function observeScore(track: Track, score: number | null, call: string): Track {
  return score === null ? track : observe(track, score / 100, call);
}

/** The tally after one more call. */
export function countCall(tally: Tally, observation: CallObservation): Tally {
  const planned = observation.status === 'planned';
  const { call } = observation;
  return {
    ...tally,
    ...seenAt(tally, observation.at),
    ended: false,
    operations: tally.operations + (planned ? 0 : 1),
    planned: tally.planned + (planned ? 1 : 0),
    failures: tally.failures + (observation.verify === 'FAIL' ? 1 : 0),
    highRisk: tally.highRisk + (!planned && observation.risk >= HIGH_RISK ? 1 : 0),
    tracks: {
      ...tally.tracks,
      preExec: observeScore(tally.tracks.preExec, observation.preExec, call),
      runtime: observeScore(tally.tracks.runtime, observation.runtime, call),
      postExec: observeScore(tally.tracks.postExec, observation.postExec, call),
    },
  };
}

/** A strength of −1…1, in millionths, as a share of 0…1 that a track takes. */
export function shareOfStrength(millionths: number): number {
  return (millionths / 1_000_000 + 1) / 2;
}

/** The tally after one more signal. */
export function countSignal(tally: Tally, observation: SignalObservation): Tally {
  const { signal } = observation;
  const strength = strengthInMillionths(signal, observation.source, observation.confidence);
  const { signals, tracks } = tally;
  return {
    ...tally,
    ...seenAt(tally, observation.at),
    ended: false,
    signals: {
      total: signals.total + 1,
      positive: signals.positive + (strength > 0 ? 1 : 0),
      negative: signals.negative + (strength < 0 ? 1 : 0),
      sum: signals.sum + strength,
      bySignal: { ...signals.bySignal, [signal]: (signals.bySignal[signal] ?? 0) + 1 },
    },
    tracks: {
      ...tracks,
      satisfaction: observe(tracks.satisfaction, shareOfStrength(strength), `${signal}#${observation.id}`),
    },
  };
}
