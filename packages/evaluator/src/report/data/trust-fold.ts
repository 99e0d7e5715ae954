import { applyTrustEvent, INITIAL_TRUST_STATE } from '../../trust/trust-state.js';
import { axesOf } from '../../trust/axes.js';
import { boundedName } from '../../session-key.js';
import { readTrustEvent } from '../../trust/read-trust-event.js';
import { riskOf, scoreTrust } from '../../trust/trust-score.js';
import { RISK_UNIT } from '../../trust/band.js';
import type { TrustEvent } from '../../trust/trust-event.js';
import type { TrustPoint, TrustStanding } from './trust-report-data.js';
import type { TrustState } from '../../trust/trust-state.js';

/** Sessions whose course is followed at once; of the one that was quiet longest it begins anew. */
const MOST_SESSIONS = 2000;

/** An event of trust as it stands in a journal. */
export interface JournalTrustEvent {
  readonly seq: number;
  /** A `TrustEvent`; what is none is passed over, because only a tampered journal holds it. */
  readonly event: unknown;
}

/** Follows the trust of every session through its events, in their order. */
export interface TrustFold {
  /** The risk of its session after each event, one at a time. */
  points(events: Iterable<JournalTrustEvent>): Generator<TrustPoint, void, undefined>;
  /**
   * Where a session stands after the events that were read, or for null the one with the highest risk. Null where
   * nothing happened to it.
   */
  standing(sessionId: string | null): Omit<TrustStanding, 'haltedSessions'> | null;
  /** Sessions that are halted after the events that were read. */
  halted(): readonly string[];
}

export function createTrustFold(): TrustFold {
  const states = new Map<string, TrustState>();
  return {
    *points(events) {
      for (const { seq, event: given } of events) {
        const event = readOrNull(given);
        if (event === null) continue;
        const session = boundedName(event.sessionId);
        const state = applyTrustEvent(states.get(session) ?? INITIAL_TRUST_STATE, event);
        // Deleting first moves the session to the end: the map is in order of last activity.
        states.delete(session);
        states.set(session, state);
        const [quietest] = states.keys();
        if (states.size > MOST_SESSIONS && quietest !== undefined) states.delete(quietest);
        const { kind, calls } = event;
        yield { seq, at: event.at, sessionId: session, kind, r: riskOf(state) / RISK_UNIT, calls };
      }
    },

    standing(sessionId) {
      const session = sessionId === null ? riskiest(states) : boundedName(sessionId);
      const state = session === null ? undefined : states.get(session);
      return session === null || state === undefined ? null : standingOf(session, state);
    },

    halted: () => [...states].filter(([, { halt }]) => halt !== null).map(([session]) => session),
  };
}

/** Where a session stands that had calls and to which nothing happened. */
export function untouchedStanding(sessionId: string | null): Omit<TrustStanding, 'haltedSessions'> {
  return standingOf(sessionId, INITIAL_TRUST_STATE);
}

function standingOf(sessionId: string | null, state: TrustState): Omit<TrustStanding, 'haltedSessions'> {
  const { r, pScore, grade, band } = scoreTrust(state);
  return { sessionId, r, pScore, grade, band, axes: axesOf(state.losses), halted: state.halt !== null };
}

/** Of several with the same risk the one that was active last. */
function riskiest(states: ReadonlyMap<string, TrustState>): string | null {
  let found: string | null = null;
  let highest = -1;
  for (const [session, state] of states) {
    const risk = riskOf(state);
    if (risk >= highest) [found, highest] = [session, risk];
  }
  return found;
}

function readOrNull(given: unknown): TrustEvent | null {
  try {
    return readTrustEvent(given);
  } catch {
    return null;
  }
}
