import { applyTrustEvent, INITIAL_TRUST_STATE } from '../../trust/trust-state.js';
import { axesOf } from '../../trust/axes.js';
import { boundedName } from '../../session-key.js';
import { isTrustEvent } from '../../trust/read-trust-event.js';
import { riskOf, scoreTrust } from '../../trust/trust-score.js';
import { RISK_UNIT } from '../../trust/band.js';
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

/** What of the events is followed. */
export interface TrustFoldOptions {
  /** Null for all sessions. */
  readonly sessionId: string | null;
  /** Only points from then on are given, milliseconds since the epoch; what happened before counts all the same. */
  readonly since: number;
}

/** Follows the trust of sessions through their events, in their order. */
export interface TrustFold {
  /** The risk of its session after each event, one at a time. */
  points(events: Iterable<JournalTrustEvent>): Generator<TrustPoint, void, undefined>;
  /** A session had a call: it is active, also where nothing changed its trust. */
  called(session: string, at: number): void;
  /**
   * Where the session stands after the events that were read; of all, the one with the highest risk among those that
   * were active in the 24 hours before the last activity, or before `now` where that is earlier. Null where nothing
   * happened to any.
   */
  standing(now: number): Omit<TrustStanding, 'haltedSessions'> | null;
  /** Sessions that are halted after the events that were read. */
  halted(): readonly string[];
}

/** A session that stood badly and was left alone is no risk any more. */
const ACTIVE_MS = 86_400_000;

interface Followed {
  readonly state: TrustState;
  readonly activeAt: number;
}

export function createTrustFold(options: TrustFoldOptions): TrustFold {
  const followed = new Map<string, Followed>();
  const only = options.sessionId === null ? null : boundedName(options.sessionId);
  let newest = 0;

  return {
    *points(events) {
      for (const { seq, event } of events) {
        if (!isTrustEvent(event)) continue;
        const session = boundedName(event.sessionId);
        if (only !== null && session !== only) continue;
        const before = followed.get(session);
        const state = applyTrustEvent(before?.state ?? INITIAL_TRUST_STATE, event);
        newest = Math.max(newest, event.at);
        // Deleting first moves the session to the end: the map is in order of what happened last.
        followed.delete(session);
        followed.set(session, { state, activeAt: Math.max(before?.activeAt ?? 0, event.at) });
        const [quietest] = followed.keys();
        if (followed.size > MOST_SESSIONS && quietest !== undefined) followed.delete(quietest);
        if (event.at < options.since) continue;
        const { kind, calls } = event;
        yield { seq, at: event.at, sessionId: session, kind, r: riskOf(state) / RISK_UNIT, calls };
      }
    },

    called(session, at) {
      newest = Math.max(newest, at);
      const known = followed.get(session);
      if (known !== undefined && at > known.activeAt) followed.set(session, { ...known, activeAt: at });
    },

    standing(now) {
      const session = only ?? riskiest(followed, Math.min(newest, now) - ACTIVE_MS);
      const known = session === null ? undefined : followed.get(session);
      return session === null || known === undefined ? null : standingOf(session, known.state);
    },

    halted: () => [...followed].filter(([, { state }]) => state.halt !== null).map(([session]) => session),
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

/** Of several with the same risk the one to which something happened last. */
function riskiest(followed: ReadonlyMap<string, Followed>, activeSince: number): string | null {
  let found: string | null = null;
  let highest = -1;
  for (const [session, { state, activeAt }] of followed) {
    const risk = riskOf(state);
    if (activeAt >= activeSince && risk >= highest) [found, highest] = [session, risk];
  }
  return found;
}
