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
  /** What is wrong with its earlier events; null when nothing is. */
  readonly problem: string | null;
  /** Whether none of its earlier events could be read, or not to the end: then nobody knows what it did. */
  readonly isUnreadable: boolean;
}

const MOST_EVENTS = 20;

/** Takes a session up from its history. Never throws: what cannot be read is said in `problem`, the rest counts. */
export function openSession(key: string, history: TrustHistory, sighting: Sighting): TrustSession {
  const { events, ...reading } = keptEvents(key, history);
  let state = INITIAL_TRUST_STATE;
  for (const event of events) state = applyTrustEvent(state, event);
  return {
    key,
    watch: createSessionWatch({ history: events }),
    state,
    events: events.slice(-MOST_EVENTS),
    sighting,
    unrecorded: [],
    spawning: new Set(),
    ...reading,
  };
}

function keptEvents(
  key: string,
  history: TrustHistory,
): Pick<TrustSession, 'events' | 'problem' | 'isUnreadable'> {
  const events: TrustEvent[] = [];
  let damaged = 0;
  let problem: string | null = null;
  try {
    for (const kept of history.read(key)) {
      try {
        events.push(readTrustEvent(kept));
      } catch (error) {
        damaged += 1;
        problem ??= messageOf(error);
      }
    }
  } catch (error) {
    return { events, problem: messageOf(error), isUnreadable: true };
  }
  if (problem === null) return { events, problem, isUnreadable: false };
  const count = `${damaged} of ${damaged + events.length} kept events`;
  return {
    events,
    problem: `${count} cannot be read and do not count: ${problem}`,
    isUnreadable: events.length === 0,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Counts an event. */
export function applyTo(session: TrustSession, event: TrustEvent): void {
  session.state = applyTrustEvent(session.state, event);
  session.events = [...session.events.slice(1 - MOST_EVENTS), event];
}
