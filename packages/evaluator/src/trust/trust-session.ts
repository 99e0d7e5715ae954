import { applyTrustEvent, INITIAL_TRUST_STATE, type TrustState } from './trust-state.js';
import { createSessionWatch, type SessionWatch } from './session-watch.js';
import { readTrustEvent } from './read-trust-event.js';
import type { Sighting } from './kill-switch.js';
import type { TrustEvent } from './trust-event.js';
import type { TrustHistory } from './trust-ledger.js';

/** A session as it is held while it works. */
export interface TrustSession {
  /** Its name, shortened where it is very long: what its files go by. */
  readonly key: string;
  readonly watch: SessionWatch;
  state: TrustState;
  /** The last events, oldest first. */
  events: readonly TrustEvent[];
  /** What its switch said last. */
  sighting: Sighting;
  /** Halts and resumptions that the history has not taken yet, oldest first. */
  unrecorded: readonly TrustEvent[];
  /** Calls that start a helper and have not ended. */
  readonly spawning: Set<string>;
  /** Why its earlier events are not known; null when they are. */
  problem: string | null;
}

const MOST_EVENTS = 20;

/** Takes a session up from its history. Never throws: what cannot be read is said in `problem`. */
export function openSession(
  key: string,
  sessionId: string,
  history: TrustHistory,
  sighting: Sighting,
): TrustSession {
  const events: TrustEvent[] = [];
  let state = INITIAL_TRUST_STATE;
  let problem: string | null = null;
  try {
    for (const kept of history.read(sessionId)) {
      const event = readTrustEvent(kept);
      state = applyTrustEvent(state, event);
      events.push(event);
    }
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  return {
    key,
    watch: createSessionWatch({ history: events }),
    state,
    events: events.slice(-MOST_EVENTS),
    sighting,
    unrecorded: [],
    spawning: new Set(),
    problem,
  };
}

/** Counts an event. */
export function applyTo(session: TrustSession, event: TrustEvent): void {
  session.state = applyTrustEvent(session.state, event);
  session.events = [...session.events.slice(1 - MOST_EVENTS), event];
}
