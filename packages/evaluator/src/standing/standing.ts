import { Activity } from './activity.js';
import { countCall, countSignal, EMPTY_TALLY } from './tally.js';
import { Recent, RecentIds } from './recent.js';
import { strengthInMillionths } from '../feedback/signal.js';
import type { Observation } from '../observations/observation.js';
import type { Tally } from './tally.js';

/** Sessions whose own profile is kept; of older ones only the share in the whole remains. */
export const KEPT_SESSIONS = 500;
/** Signals that a question about a window of time can look back on. */
export const KEPT_SIGNALS = 2000;
export const KEPT_FAILURES = 200;
/** Only observations of one compaction can come twice; that takes milliseconds. */
export const KEPT_IDS = 1024;

export interface RecentSignal {
  readonly id: string;
  readonly at: number;
  readonly session: string;
  /** Effective strength in millionths. */
  readonly strength: number;
}

/** A call whose claim was refuted. */
export interface RecentFailure {
  readonly at: number;
  readonly session: string;
  readonly call: string;
}

/** The parts of a standing, as they are saved. */
export interface StandingParts {
  readonly total: Tally;
  /** Least recently active first. */
  readonly sessions: ReadonlyMap<string, Tally>;
  readonly forgottenSessions: number;
  readonly activity: Activity;
  readonly signals: Recent<RecentSignal>;
  readonly failures: Recent<RecentFailure>;
  readonly ids: RecentIds;
}

/**
 * Where the agent stands: the fold of all observations in the order of the file, in bounded memory. Two folds
 * of the same observations are the same.
 */
export class Standing {
  total: Tally;
  readonly sessions: Map<string, Tally>;
  forgottenSessions: number;
  readonly activity: Activity;
  readonly signals: Recent<RecentSignal>;
  readonly failures: Recent<RecentFailure>;
  readonly ids: RecentIds;

  constructor(parts?: StandingParts) {
    this.total = parts?.total ?? EMPTY_TALLY;
    this.sessions = new Map(parts?.sessions);
    this.forgottenSessions = parts?.forgottenSessions ?? 0;
    this.activity = parts?.activity ?? new Activity();
    this.signals = parts?.signals ?? new Recent(KEPT_SIGNALS);
    this.failures = parts?.failures ?? new Recent(KEPT_FAILURES);
    this.ids = parts?.ids ?? new RecentIds(KEPT_IDS);
  }

  /** Takes an observation in, unless it was met before. */
  apply(observation: Observation): void {
    if (this.ids.has(observation.id)) return;
    this.ids.add(observation.id);
    const { at, session } = observation;
    const before = this.sessions.get(session) ?? EMPTY_TALLY;
    switch (observation.type) {
      case 'call': {
        const failed = observation.verify === 'FAIL';
        this.total = countCall(this.total, observation);
        this.#keep(session, countCall(before, observation));
        if (observation.status !== 'planned') this.activity.count(at, failed);
        if (failed) this.failures.push({ at, session, call: observation.call });
        return;
      }
      case 'signal': {
        const strength = strengthInMillionths(observation.signal, observation.source, observation.confidence);
        this.total = countSignal(this.total, observation);
        this.#keep(session, countSignal(before, observation));
        this.signals.push({ id: observation.id, at, session, strength });
        return;
      }
      case 'end':
        if (before !== EMPTY_TALLY) this.#keep(session, { ...before, ended: true });
    }
  }

  #keep(session: string, tally: Tally): void {
    // Deleting first moves the session to the end: the map is in order of last activity.
    this.sessions.delete(session);
    this.sessions.set(session, tally);
    if (this.sessions.size <= KEPT_SESSIONS) return;
    const [oldest] = this.sessions.keys();
    if (oldest === undefined) return;
    this.sessions.delete(oldest);
    this.forgottenSessions += 1;
  }
}
