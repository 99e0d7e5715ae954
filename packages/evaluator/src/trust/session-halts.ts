import { SentinelError } from '@sentinel-agentos/core';
import { ALL_SESSIONS } from './all-sessions.js';
import { applyTo, type TrustSession } from './trust-session.js';
import { boundedName } from '../session-key.js';
import { RecentIds } from '../standing/recent.js';
import { boundedReason } from './bounded-event.js';
import type { Halt } from './trust-state.js';
import { isSwitchOf, type KillSwitch } from './kill-switch.js';
import type { TrustEvent } from './trust-event.js';
import type { TrustHistory } from './trust-ledger.js';

/** Stops sessions and lets them go on, in three places that must agree: the memory, the switch, the history. */
export interface SessionHalts {
  /** Takes over what the switch of a session says now, as far as it is proven. Never throws. */
  refresh(session: TrustSession): void;
  /**
   * Takes over what is known of a session that was just opened: its switch, what the history proves, and a halt that could
   * not be written. Never throws.
   */
  opened(session: TrustSession): void;
  /**
   * Halts in memory, which cannot fail, then for every process, then in the history. Gives what failed.
   */
  stop(session: TrustSession, event: TrustEvent & Halt): unknown[];
  /**
   * Lets a session go on: first in the history, because nobody believes what it does not prove, then for every process.
   *
   * @throws what the history throws, and SentinelError `STATE_UNAVAILABLE` when the switch says halted and could not be
   * written: the session stays halted then.
   */
  resume(session: TrustSession, event: TrustEvent & { readonly by: string }): void;
  /**
   * Which session a name means that `halted` gave: that of the file, where a switch is so damaged that it names none. The
   * same name where it is a session's, and where nobody knows whose file it is.
   */
  named(listed: string): string;
  /**
   * Takes away a damaged switch that is nobody's, once the history holds who did it. False where there is none.
   *
   * @throws what the history throws, and SentinelError `STATE_UNAVAILABLE` when it could not be taken away.
   */
  removeDamaged(event: TrustEvent): boolean;
  /** Tries again what failed before: to write a halt, and to have the history take one. Gives what failed. */
  catchUp(session: TrustSession): unknown[];
  /** Sessions that are halted, by name: by switch, in this process only, or as is proven. At most `limit`; never throws. */
  halted(limit: number): readonly string[];
}

/** More than a dashboard's page shows. */
const KEPT_NEWS = 4096;

/** Who hears of a switch that somebody else set. */
export interface SwitchNews {
  /** Of a session that is taken up, what was set before that is none; milliseconds since the epoch. */
  readonly since: number;
  readonly tell: (event: TrustEvent) => void;
}

export function createSessionHalts(
  killSwitch: KillSwitch,
  history: TrustHistory,
  { since, tell }: SwitchNews,
): SessionHalts {
  /** Kept apart from the sessions, which come and go: nobody else keeps these. */
  const unwritten = new Map<string, TrustEvent & Halt>();
  /** Halts and resumptions that were told of: a session that was put away and is taken up again is no news. */
  const told = new RecentIds(KEPT_NEWS);

  function tellOnce(event: TrustEvent): void {
    if (told.has(nameOf(event))) return;
    told.add(nameOf(event));
    tell(event);
  }

  /** What holds for a session: what its switch says, unless that is less than what is proven. Null: nothing does. */
  function standing(session: TrustSession): TrustEvent | null {
    const said = switchedBy(session);
    if (said?.kind === 'halted' || history.lastSwitch === undefined) return said;
    try {
      const proven = history.lastSwitch(session.key);
      if (said === null || proven?.kind === 'halted') return proven?.kind === 'halted' ? proven : null;
      // A halt of this process that the history has not taken yet is later than all that is proven.
      const isLater = session.unrecorded.some(({ kind }) => kind === 'halted');
      return proven?.at === said.at && !isLater ? said : unproven(said, 'it is not recorded');
    } catch (error) {
      // Nothing is known against a session without a switch, unless what is recorded of it was changed.
      const isTampered = SentinelError.is(error, 'TAMPERED');
      if (said === null && !isTampered) return null;
      const why = error instanceof Error ? error.message : String(error);
      return unproven(said ?? { at: 0, sessionId: session.key }, why);
    }
  }

  /** Takes over what holds; a resumption only where it applies. */
  function takeOver(session: TrustSession, applies: (at: number) => boolean): void {
    const event = standing(session);
    if (event === null) return;
    if (event.kind === 'halted' ? session.state.halt === null : applies(event.at)) {
      if (event.kind === 'resumed') unwritten.delete(session.key);
      const wasHalted = session.state.halt !== null;
      applyTo(session, event);
      if (wasHalted !== (session.state.halt !== null)) tellOnce(event);
    }
    // Only a halt: whoever can write the switch must not have a resumption recorded that no person gave.
    const { position, recorded } = session.sighting.state;
    if (position === 'halted' && !recorded) session.unrecorded = [event];
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
      // A resumption that was not believed may be proven by now.
      const isDoubted = session.state.halt !== null && sighting.state.position === 'resumed';
      if (sighting === session.sighting && !isDoubted) return;
      session.sighting = sighting;
      takeOver(session, () => true);
    },

    opened(session) {
      const halt = unwritten.get(session.key);
      if (halt !== undefined) applyTo(session, halt);
      // What was read back holds a resumption already, unless it halts; and a later halt may not have been written.
      const isLater = (at: number): boolean => session.state.halt !== null && at >= session.state.halt.at;
      takeOver(session, (at) => halt === undefined && isLater(at));
      const { halt: stands } = session.state;
      if (stands === null || stands.at < since) return;
      const { by, reason, automatic, at } = stands;
      tellOnce({ kind: 'halted', at, calls: [], sessionId: session.key, by, reason, automatic });
    },

    stop(session, event) {
      told.add(nameOf(event));
      applyTo(session, event);
      session.unrecorded = [...session.unrecorded, event];
      unwritten.set(session.key, event);
      return [...failuresOf(() => write(session, event, false)), ...failuresOf(() => record(session))];
    },

    resume(session, event) {
      record(session);
      history.append(event);
      const { at, by } = event;
      try {
        killSwitch.set(session.key, 'resumed', { by, reason: '', at, automatic: false }, true);
      } catch (error) {
        // A halt that never reached the disk is not kept up by a disk that cannot be written.
        if (killSwitch.look(session.key).state.position === 'halted') throw error;
      }
      unwritten.delete(session.key);
      applyTo(session, event);
      session.sighting = killSwitch.look(session.key);
    },

    named(listed) {
      if (!killSwitch.isDamaged(listed)) return listed;
      if (isSwitchOf(listed, ALL_SESSIONS)) return ALL_SESSIONS;
      for (const session of history.sessions?.() ?? []) if (isSwitchOf(listed, session)) return session;
      return listed;
    },

    removeDamaged(event) {
      if (!killSwitch.isDamaged(event.sessionId)) return false;
      history.append(event);
      killSwitch.remove(event.sessionId);
      return true;
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

    halted(limit) {
      const here = new Set([...killSwitch.halted(limit), ...unwritten.keys()]);
      try {
        for (const session of history.halted?.() ?? []) here.add(boundedName(session));
      } catch {
        // What cannot be read halts no more than the switches say.
      }
      return [...here].slice(0, limit);
    },
  };
}

function nameOf({ kind, at, sessionId }: TrustEvent): string {
  return `${kind} ${at} ${sessionId}`;
}

/** What the switch of a session says that somebody did; null where nobody touched it. */
function switchedBy({ key, sighting }: TrustSession): TrustEvent | null {
  const { position, last } = sighting.state;
  if (last === null) return null;
  const { at, by, reason, automatic } = last;
  const base = { at, calls: [], sessionId: key, by };
  return position === 'halted'
    ? { ...base, kind: 'halted', reason, automatic }
    : { ...base, kind: 'resumed' };
}

/** What becomes of a resumption that nothing proves. */
function unproven({ at, sessionId }: Pick<TrustEvent, 'at' | 'sessionId'>, why: string): TrustEvent {
  const reason = boundedReason(`resumed, but that is not proven: ${why}`);
  return { kind: 'halted', at, calls: [], sessionId, by: 'sentinel', reason, automatic: true };
}

function failuresOf(work: () => void): unknown[] {
  try {
    work();
    return [];
  } catch (error) {
    return [error];
  }
}
