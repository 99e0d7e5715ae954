import { randomBytes } from 'node:crypto';
import { SentinelError } from '@sentinel-agentos/core';
import type { Clock } from '@sentinel-agentos/core';
import { EMPTY_TALLY, shareOfStrength } from '../standing/tally.js';
import { EMPTY_TRACK, meanOf, observe } from '../statistics/track.js';
import { meanOfMillionths, towardZero, wholeScore } from '../score-scale.js';
import { readConfidence, readSignal, readSource, strengthInMillionths } from './signal.js';
import { sessionKey } from '../session-key.js';
import type { FeedbackSignal, FeedbackSource } from './signal.js';
import type { ObservationLog } from '../observations/observation-log.js';

/** Where a signal came from. */
export interface SignalDetails {
  readonly sessionId: string;
  /** Default `explicit`. */
  readonly source?: FeedbackSource;
  /** How sure the source is, above 0 and up to 1; scales the strength. Default 1. */
  readonly confidence?: number;
}

/** A signal as it was kept. */
export interface RecordedSignal {
  readonly id: string;
  readonly signal: FeedbackSignal;
  readonly sessionId: string;
  readonly source: FeedbackSource;
  readonly confidence: number;
  /** Effective strength, −1…1. */
  readonly strength: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface FeedbackStats {
  readonly totalSignals: number;
  readonly negativeSignals: number;
  readonly positiveSignals: number;
  /** Plain mean of the effective strengths, −1…1, cut toward zero at two decimals. Null without signals. */
  readonly averageStrength: number | null;
  readonly bySignal: Readonly<Partial<Record<FeedbackSignal, number>>>;
}

/** Learns how content users are from what they do. */
export interface Feedback {
  /**
   * Keeps a signal; on return a kill of the process cannot lose it. Null when the signal was auto-detected and
   * implicit feedback is switched off: then nothing is kept.
   *
   * @throws SentinelError `INVALID_ARGUMENT` for an unknown signal, source, confidence or empty session.
   */
  record(signal: FeedbackSignal, details: SignalDetails): RecordedSignal | null;
  /** Of a session, or of all. */
  stats(sessionId?: string): FeedbackStats;
  /**
   * Satisfaction 0–100, where 50 is neutral and newer signals weigh more; null without signals. With `hours`
   * only signals of the last hours count, among the last 2000 of all sessions.
   */
  satisfaction(sessionId?: string, hours?: number): number | null;
  /** The same on −1…1, cut toward zero at two decimals. */
  satisfactionRaw(sessionId?: string, hours?: number): number | null;
}

export interface FeedbackOptions {
  readonly log: ObservationLog;
  readonly clock: Clock;
  readonly implicitFeedbackEnabled: boolean;
}

const HOUR = 3_600_000;

function readWindow(hours: number): number {
  if (typeof hours === 'number' && hours > 0 && !Number.isNaN(hours)) return hours * HOUR;
  throw new SentinelError('INVALID_ARGUMENT', `hours must be a number above 0, got ${String(hours)}.`);
}

export function createFeedback({ log, clock, implicitFeedbackEnabled }: FeedbackOptions): Feedback {
  const tallyOf = (sessionId: string | undefined) => {
    log.refresh();
    if (sessionId === undefined) return log.standing.total;
    return log.standing.sessions.get(sessionKey(sessionId)) ?? EMPTY_TALLY;
  };

  /** Mean share of satisfaction, 0–1. */
  const share = (sessionId: string | undefined, hours: number | undefined): number | null => {
    const window = hours === undefined ? null : readWindow(hours);
    const tally = tallyOf(sessionId);
    if (window === null) return meanOf(tally.tracks.satisfaction);
    const now = clock.now();
    const session = sessionId === undefined ? null : sessionKey(sessionId);
    const track = log.standing.signals
      .values()
      .filter((signal) => signal.at > now - window && signal.at <= now)
      .filter((signal) => session === null || signal.session === session)
      .reduce((current, { strength, id }) => observe(current, shareOfStrength(strength), id), EMPTY_TRACK);
    return meanOf(track);
  };

  return {
    record(name, details) {
      const signal = readSignal(name);
      const source = readSource(details.source ?? 'explicit');
      const confidence = readConfidence(details.confidence ?? 1);
      const session = sessionKey(details.sessionId);
      if (source === 'auto-detected' && !implicitFeedbackEnabled) return null;
      const observed = { id: randomBytes(12).toString('base64url'), at: clock.now() };
      log.append({ type: 'signal', ...observed, session, signal, source, confidence });
      const strength = strengthInMillionths(signal, source, confidence) / 1_000_000;
      return { ...observed, signal, sessionId: details.sessionId, source, confidence, strength };
    },

    stats(sessionId) {
      const { total, positive, negative, sum, bySignal } = tallyOf(sessionId).signals;
      return {
        totalSignals: total,
        negativeSignals: negative,
        positiveSignals: positive,
        averageStrength: total === 0 ? null : meanOfMillionths(sum, total),
        bySignal,
      };
    },

    satisfaction(sessionId, hours) {
      const mean = share(sessionId, hours);
      return mean === null ? null : wholeScore(100 * mean);
    },

    satisfactionRaw(sessionId, hours) {
      const mean = share(sessionId, hours);
      return mean === null ? null : towardZero(2 * mean - 1);
    },
  };
}
