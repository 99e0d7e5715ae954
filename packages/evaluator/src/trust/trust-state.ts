import { CRITICAL_COSTS } from './critical-cause.js';
import { loseOn, NO_LOSSES, type Axis, type AxisLosses } from './axes.js';
import { decayLosses, decayPeak } from './half-life.js';
import { checkTrustEvent } from './read-trust-event.js';
import { UNIT, unitsOf } from './units.js';
import type { DriftLevel } from './drift.js';
import type { TrustEvent, TrustEventBody } from './trust-event.js';
import type { TrustMeasure } from './trust-score.js';
import type { TurnFacts } from './turn-facts.js';

/** Why and since when a session is stopped. */
export interface Halt {
  readonly by: string;
  readonly reason: string;
  readonly automatic: boolean;
  readonly at: number;
}

/** A turn as it was when it ended, before any of its losses were forgotten. */
export interface TurnSnapshot {
  readonly at: number;
  readonly losses: AxisLosses;
  readonly facts: TurnFacts;
}

/** What a session is trusted with. Plain data of bounded size, whatever happened. */
export interface TrustState extends TrustMeasure {
  /** The latest time seen; 0 before any event. */
  readonly at: number;
  /** Whether any event told of the agent: until one does, and no call was seen, its trust is unknown. */
  readonly observed: boolean;
  /** Turns that ended. */
  readonly turns: number;
  /** Whether the host says when turns end: then autonomy and drift can be judged. */
  readonly hostTurns: boolean;
  /** Whether this turn had a critical event, so that its end does not lower the peak. */
  readonly unclean: boolean;
  /** Null while the session may work. */
  readonly halt: Halt | null;
  readonly lastTurn: TurnSnapshot | null;
}

export const INITIAL_TRUST_STATE: TrustState = Object.freeze({
  at: 0,
  observed: false,
  turns: 0,
  hostTurns: false,
  unclean: false,
  losses: NO_LOSSES,
  peak: 0,
  halt: null,
  lastTurn: null,
});

/** What events cost that are not critical: the published 0.10 and 0.05; an explosion of helpers as much as autonomy. */
const COSTS: Readonly<
  Record<'autonomy_escalation' | 'chain_risk_detected' | 'subagent_explosion', { axis: Axis; loss: number }>
> = {
  autonomy_escalation: { axis: 'norm', loss: unitsOf(0.1) },
  chain_risk_detected: { axis: 'norm', loss: unitsOf(0.05) },
  subagent_explosion: { axis: 'metaControl', loss: unitsOf(0.1) },
};

const DRIFT_COSTS: Readonly<Record<DriftLevel, number>> = {
  moderate: unitsOf(0.05),
  significant: unitsOf(0.1),
};

/**
 * The state after one more event. Pure. A time that steps back is held at the latest seen: clocks are set, and the
 * order of the events is the order of the journal.
 *
 * @throws SentinelError `INVALID_ARGUMENT`, naming the field, for an event that is none.
 */
export function applyTrustEvent(state: TrustState, event: TrustEvent | TrustEventBody): TrustState {
  checkTrustEvent(event);
  const at = Math.max(state.at, event.at);
  switch (event.kind) {
    case 'turn_ended':
      return endTurn({ ...state, at, observed: true }, event);
    case 'autonomy_escalation':
    case 'chain_risk_detected':
    case 'subagent_explosion': {
      const { axis, loss } = COSTS[event.kind];
      return { ...state, at, observed: true, losses: loseOn(state.losses, axis, loss) };
    }
    case 'drift_detected': {
      const losses = loseOn(state.losses, 'stability', DRIFT_COSTS[event.level]);
      return { ...state, at, observed: true, losses };
    }
    case 'critical': {
      const { axis, loss, severity } = CRITICAL_COSTS[event.cause];
      return {
        ...state,
        at,
        observed: true,
        unclean: true,
        losses: loseOn(state.losses, axis, loss),
        peak: raisePeak(state.peak, severity),
      };
    }
    case 'halted': {
      // The first halt is the one that stopped it.
      const { by, reason, automatic } = event;
      return { ...state, at, halt: state.halt ?? { by, reason, automatic, at } };
    }
    case 'resumed':
      return { ...state, at, halt: null, peak: 0 };
  }
}

/** Noisy-or: independent reasons to stop add up toward 1. Rounded up, so that each raises it. */
function raisePeak(peak: number, severity: number): number {
  return peak + Math.ceil((severity * (UNIT - peak)) / UNIT);
}

function endTurn(
  state: TrustState,
  { source, facts }: Extract<TrustEventBody, { kind: 'turn_ended' }>,
): TrustState {
  // A turn of calls is a row of calls after the last critical one.
  const clean = source === 'calls' || !state.unclean;
  return {
    ...state,
    turns: state.turns + 1,
    hostTurns: state.hostTurns || source === 'host',
    unclean: false,
    losses: decayLosses(state.losses),
    peak: clean ? decayPeak(state.peak) : state.peak,
    lastTurn: { at: state.at, losses: state.losses, facts },
  };
}
