import type { Axes } from '../../trust/axes.js';
import type { Band } from '../../trust/band.js';
import type { Grade } from '../../statistics/grade.js';
import type { TrustEventKind } from '../../trust/trust-event.js';

/** The risk of a session right after something changed it. */
export interface TrustPoint {
  /** Number of the event in the journal. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sessionId: string;
  readonly kind: TrustEventKind;
  /** R(t), 0–1, four decimals. */
  readonly r: number;
  /** Ids of the calls it rests on. */
  readonly calls: readonly string[];
}

/** Where a session stands; numbers are null while no call is known. */
export interface TrustStanding {
  /**
   * The session; in a report of all, the one with the highest risk among those that had a call or an event in the 24 hours
   * before the last one. Null where nothing happened to any of these.
   */
  readonly sessionId: string | null;
  readonly r: number | null;
  readonly pScore: number | null;
  readonly grade: Grade | null;
  readonly band: Band | null;
  readonly axes: Axes | null;
  readonly halted: boolean;
  /** Sessions that are halted, of all. */
  readonly haltedSessions: number;
}

/** A part of time, and the highest risk in it. */
export interface TrustPeriod {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
  /** Highest R(t) of any session, 0–1. */
  readonly highest: number;
  /** R(t) after the last event of the part. */
  readonly last: number;
  readonly events: number;
  /** What made it highest. */
  readonly kind: TrustEventKind;
  readonly halts: number;
  readonly evidence: readonly string[];
}

/** How often something happened that changed trust. */
export interface TrustEventCount {
  readonly kind: TrustEventKind;
  readonly count: number;
  readonly evidence: readonly string[];
}

/** Trust as a report shows it: where it stands follows from everything, the parts and counts are of the report's time. */
export interface TrustReport extends TrustStanding {
  readonly periods: readonly TrustPeriod[];
  readonly events: readonly TrustEventCount[];
}
