import { axesOf, type Axes } from './axes.js';
import { scoreTrust } from './trust-score.js';
import type { Band } from './band.js';
import type { Grade } from '../statistics/grade.js';
import type { Halt, TrustState } from './trust-state.js';
import type { TrustEvent } from './trust-event.js';

/** What a session is trusted with, and why. Plain data. Of a session without a call every number is null. */
export interface TrustStatus {
  readonly sessionId: string;
  /** The risk R(t), 0…1: the larger of the two below. */
  readonly r: number | null;
  /** The published average of the axes. */
  readonly rAverage: number | null;
  /** What critical events raised and clean turns halve. */
  readonly rPeak: number | null;
  /** `round(100 · (1 − R), 2)`. */
  readonly pScore: number | null;
  readonly grade: Grade | null;
  readonly band: Band | null;
  readonly axes: Axes | null;
  /** Turns that ended. */
  readonly turns: number;
  /** Who stopped the session, or else all of them; null while it may work. */
  readonly halted: Halt | null;
  /** Who stopped all sessions; null where only single ones are stopped, or none. */
  readonly allHalted: Halt | null;
  /** The model that was configured to go on with while the session is halted; else null. */
  readonly safeModel: string | null;
  /** The last events, oldest first; each names the calls that are its evidence. */
  readonly events: readonly TrustEvent[];
  /** What is wrong with how this is kept; null when nothing is. */
  readonly problem: string | null;
}

/** What a status is made of. */
export interface TrustStanding {
  readonly sessionId: string;
  readonly state: TrustState;
  /** Whether any call of the session was seen. */
  readonly known: boolean;
  readonly events: readonly TrustEvent[];
  readonly problem: string | null;
  readonly halted: Halt | null;
  readonly allHalted: Halt | null;
}

const UNKNOWN = {
  r: null,
  rAverage: null,
  rPeak: null,
  pScore: null,
  grade: null,
  band: null,
  axes: null,
} as const;

export function trustStatus(standing: TrustStanding, safeModel: string | null): TrustStatus {
  const { sessionId, state, known, events, problem, halted, allHalted } = standing;
  return {
    sessionId,
    ...(known ? { ...scoreTrust(state), axes: axesOf(state.losses) } : UNKNOWN),
    turns: state.turns,
    halted,
    allHalted,
    safeModel: halted === null ? null : safeModel,
    events,
    problem,
  };
}
