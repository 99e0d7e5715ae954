import { createForgottenSessions } from './forgotten-sessions.js';
import { createViewSearch } from '../flow/view-search.js';
import { ledgerSettings } from '../flow/ledger-options.js';
import { openFlowLedger } from '../flow/flow-ledger.js';
import type { FlowLedger } from '../flow/flow-ledger.js';
import type { FlowLedgerOptions } from '../flow/ledger-options.js';

/** Bytes of all ledgers together. One alone takes up to 50 MB of them. */
const MOST_BYTES = 56 << 20;

/** The ledger of each session. Data of one session is never found again in another. */
export interface SessionLedgers {
  /**
   * The ledger of a session; made when it is asked for first. When all together need more than 56 MB, those used longest
   * ago go; whoever had read something worth to follow is remembered by its id, and its new ledger asks about whatever
   * leaves.
   */
  of(sessionId: string): FlowLedger;
}

interface Place {
  readonly ledger: FlowLedger;
  readonly hasForgotten: boolean;
  bytes: number;
}

export function createSessionLedgers(options: FlowLedgerOptions): SessionLedgers {
  const { ttlMs, clock } = ledgerSettings(options);
  const searchViews = createViewSearch();
  const forgotten = createForgottenSessions(ttlMs);
  /** The session used longest ago first. */
  const places = new Map<string, Place>();
  let total = 0;
  let inUse = '';

  /** Lets sessions go until the one in use may take so many bytes more. */
  function makeRoom(bytes: number): void {
    for (const [sessionId, place] of places) {
      if (total + bytes <= MOST_BYTES) return;
      if (sessionId === inUse) continue;
      places.delete(sessionId);
      total -= place.bytes;
      const { seenPrivate, seenUntrusted } = place.ledger.bits;
      if (seenPrivate || seenUntrusted || place.ledger.toJSON().secrets > 0 || place.hasForgotten)
        forgotten.add(sessionId, clock.now());
    }
  }

  /** The session in use takes so many bytes now. */
  function take(bytes: number): void {
    makeRoom(bytes);
    const place = places.get(inUse);
    if (place === undefined) return;
    place.bytes += bytes;
    total += bytes;
  }

  function weigh(place: Place): void {
    total -= place.bytes;
    place.bytes = place.ledger.bytes;
    total += place.bytes;
  }

  function open(sessionId: string): Place {
    const hasForgotten = forgotten.has(sessionId, clock.now());
    const ledger = openFlowLedger(ledgerSettings(options), {
      searchViews,
      beforeGrowth: take,
      hasForgotten,
    });
    return { ledger, hasForgotten, bytes: 0 };
  }

  return {
    of: (sessionId) => {
      const last = places.get(inUse);
      if (last !== undefined) weigh(last);
      inUse = sessionId;
      const place = places.get(sessionId) ?? open(sessionId);
      places.delete(sessionId);
      places.set(sessionId, place);
      weigh(place);
      makeRoom(0);
      return place.ledger;
    },
  };
}
