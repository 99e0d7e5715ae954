import { applyTo, type TrustSession } from './trust-session.js';
import type { Halt } from './trust-state.js';
import type { KillSwitch } from './kill-switch.js';
import type { TrustEvent } from './trust-event.js';
import type { TrustHistory } from './trust-ledger.js';

/** Stops sessions and lets them go on, in three places that must agree: the memory, the switch, the history. */
export interface SessionHalts {
  /** Takes over what the switch of a session says now. Never throws. */
  refresh(session: TrustSession): void;
  /** Takes over what is known of a session that was just opened: its switch, and a halt that could not be written. */
  opened(session: TrustSession): void;
  /**
   * Halts in memory, which cannot fail, then for every process, then in the history. Gives what failed.
   */
  stop(session: TrustSession, event: TrustEvent & Halt): unknown[];
  /**
   * Lets a session go on. Gives what the history threw.
   *
   * @throws SentinelError `STATE_UNAVAILABLE` when the switch says halted and could not be written.
   */
  resume(session: TrustSession, event: TrustEvent & { readonly by: string }): unknown[];
  /** Tries again what failed before: to write a halt, and to have the history take one. Gives what failed. */
  catchUp(session: TrustSession): unknown[];
  /** Sessions whose halt could not be written, by name: only this process stops them. */
  unwritten(): readonly string[];
}

export function createSessionHalts(killSwitch: KillSwitch, history: TrustHistory): SessionHalts {
  /** Kept apart from the sessions, which come and go: nobody else keeps these. */
  const unwritten = new Map<string, TrustEvent & Halt>();

  /** Takes over a switch that says something new. */
  function takeOver(session: TrustSession, applies: (at: number) => boolean): void {
    const { position, last, recorded } = session.sighting.state;
    if (last === null) return;
    const { at, by, reason, automatic } = last;
    const base = { at, calls: [], sessionId: session.key, by };
    const event: TrustEvent =
      position === 'halted' ? { ...base, kind: 'halted', reason, automatic } : { ...base, kind: 'resumed' };
    if (event.kind === 'halted' ? session.state.halt === null : applies(at)) {
      if (event.kind === 'resumed') unwritten.delete(session.key);
      applyTo(session, event);
    }
    if (!recorded) session.unrecorded = [event];
  }

  function write(session: TrustSession, halt: Halt, recorded: boolean): void {
    const { by, reason, at, automatic } = halt;
    killSwitch.set(session.key, 'halted', { by, reason, at, automatic }, recorded);
    unwritten.delete(session.key);
    session.sighting = killSwitch.look(session.key);
  }

  /** Has the history take what it has not taken, and says so on the switch. */
  function record(session: TrustSession): void {
    const [event, ...later] = session.unrecorded;
    if (event === undefined) return;
    history.append(event);
    session.unrecorded = later;
    if (later.length > 0) {
      record(session);
      return;
    }
    const { state } = killSwitch.look(session.key);
    if (state.recorded || state.last?.at !== event.at || state.position !== event.kind) return;
    killSwitch.set(session.key, state.position, state.last, true);
    session.sighting = killSwitch.look(session.key);
  }

  return {
    refresh(session) {
      const sighting = killSwitch.look(session.key, session.sighting);
      if (sighting === session.sighting) return;
      session.sighting = sighting;
      takeOver(session, () => true);
    },

    opened(session) {
      const halt = unwritten.get(session.key);
      if (halt !== undefined) applyTo(session, halt);
      // What was read back holds a resumption already, unless it halts; and a later halt may not have been written.
      const isLater = (at: number): boolean => session.state.halt !== null && at >= session.state.halt.at;
      takeOver(session, (at) => halt === undefined && isLater(at));
    },

    stop(session, event) {
      applyTo(session, event);
      session.unrecorded = [...session.unrecorded, event];
      unwritten.set(session.key, event);
      return [...failuresOf(() => write(session, event, false)), ...failuresOf(() => record(session))];
    },

    resume(session, event) {
      const { at, by } = event;
      try {
        killSwitch.set(session.key, 'resumed', { by, reason: '', at, automatic: false }, false);
      } catch (error) {
        // A halt that never reached the disk is not kept up by a disk that cannot be written.
        if (killSwitch.look(session.key).state.position === 'halted') throw error;
      }
      unwritten.delete(session.key);
      applyTo(session, event);
      session.unrecorded = [...session.unrecorded, event];
      session.sighting = killSwitch.look(session.key);
      return failuresOf(() => record(session));
    },

    catchUp(session) {
      const halt = unwritten.get(session.key);
      return [
        ...(halt === undefined
          ? []
          : failuresOf(() => write(session, halt, session.unrecorded.length === 0))),
        ...failuresOf(() => record(session)),
      ];
    },

    unwritten: () => [...unwritten.keys()],
  };
}

function failuresOf(work: () => void): unknown[] {
  try {
    work();
    return [];
  } catch (error) {
    return [error];
  }
}
