import { SentinelError } from '@sentinel-agentos/core';
import type {
  Decision,
  Finding,
  KernelEvent,
  LocalizedText,
  Observer,
  ToolCall,
} from '@sentinel-agentos/core';
import { ALL_SESSIONS } from './all-sessions.js';
import { applyTo, openSession, type TrustSession } from './trust-session.js';
import { aimedFacts } from './own-records.js';
import { boundedEvent } from './bounded-event.js';
import { boundedName, sessionKey } from '../session-key.js';
import { callOfEvent } from './call-of-event.js';
import { createKillSwitch } from './kill-switch.js';
import { createSessionHalts } from './session-halts.js';
import { createSignalSpool } from './signal-spool.js';
import { factsOfBlocked, factsOfCompleted } from './call-facts.js';
import {
  gateFinding,
  HALTED_RULE,
  haltFinding,
  shownRisk,
  spawnFinding,
  unreadableFinding,
  type Halts,
} from './safety-gate.js';
import { isSpawnTool, SPAWN_LIMIT, SPAWN_WINDOW } from './spawn-limit.js';
import { reaches, scoreTrust } from './trust-score.js';
import { readTrustOptions, type TrustOptions } from './trust-options.js';
import { invalid, nonEmpty } from './invalid-argument.js';
import { toolClassOf } from './tool-class.js';
import { trustStatus, type TrustStatus } from './trust-status.js';
import type { Halt } from './trust-state.js';
import type { TrustEvent, TrustEventBody } from './trust-event.js';

/** What sessions are trusted with. Watches the kernel; adds to decisions; stops sessions. Everything is synchronous. */
export interface Trust extends Observer {
  /** How long a person has to answer what `inspect` asks for, in milliseconds. */
  readonly approvalWithinMs: number;
  /**
   * What trust adds to a decision about a call: nothing, or reasons to ask or to refuse. Counts nothing, so it may be
   * asked twice about one call.
   */
  inspect(call: ToolCall, decision: Decision): readonly Finding[];
  /** Why a session's call that was judged before must not start now: it, or all, were halted meanwhile. Null when it may. */
  stops(sessionId: string): LocalizedText | null;
  /** @throws SentinelError `INVALID_ARGUMENT` when the name is no non-empty text; so do the methods below. */
  status(sessionId: string): TrustStatus;
  /** The host says that a turn of a session ended: the user had the word. */
  endTurn(sessionId: string, facts?: { readonly durationMs?: number }): TrustStatus;
  /**
   * Stops a session: from now on none of its calls runs, in any process that works in the folder, until a person
   * resumes it. Holds in this process whatever happens.
   *
   * @param sessionId a session, or `ALL_SESSIONS`: every one, seen or not, beside what holds for each.
   * @param by who does it.
   * @throws SentinelError `STATE_UNAVAILABLE` when the switch could not be written: the session is then halted in this
   * process only. What the history throws is thrown when the switch is set.
   */
  halt(sessionId: string, by: string, reason: string): void;
  /**
   * Lets a halted session go on, in every process. Its peak is gone, its axes stay. Only for people: never call it on
   * behalf of an agent.
   *
   * @param sessionId a session, `ALL_SESSIONS`, or what `haltedSessions` gives. Where that is a file, because a switch is damaged, the
   * session that it is of goes on; one that no known session has is taken away.
   * @throws SentinelError `NOT_FOUND` when it is not halted, `STATE_UNAVAILABLE` when the switch could not be written, and
   * what the history throws that has to record it first: it stays halted then.
   */
  resume(sessionId: string, by: string): void;
  /** Whether a session may not work, itself or because all are halted. Of `ALL_SESSIONS`: whether all are. */
  isHalted(sessionId: string): boolean;
  /**
   * Sessions that are halted in the folder, by name, at most a thousand; `ALL_SESSIONS` among them where all are. Where a
   * switch is so damaged that it says no name, its file, which `resume` takes as well.
   */
  haltedSessions(): readonly string[];
  /**
   * Gives what the sink could not take to it again, oldest first, until it fails. How many events it took.
   *
   * @throws SentinelError `INVALID_ARGUMENT` where there is no sink.
   */
  replaySignals(): number;
}

/** Sessions that are held; of the others, what matters is read back when they come again. */
const MOST_SESSIONS = 500;
/** Calls that were begun and are not known to have ended. */
const MOST_CALLS = 10_000;
const MOST_HALTED = 1000;

/**
 * Trust over a folder of switches and a history of events. Several in several processes may share them: each sees the
 * switches of all at once, and the events of others when it takes a session up.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming the option and its value.
 */
export function createTrust(options: TrustOptions): Trust {
  const settings = readTrustOptions(options);
  const { clock, history, sink, customToolRisk } = settings;
  const killSwitch = createKillSwitch(settings.dir);
  // A switch that another process set is news as well.
  const halts = createSessionHalts(killSwitch, history, { since: clock.now(), tell });
  const spool = createSignalSpool(settings.dir);
  const sessions = new Map<string, TrustSession>();
  /** Whose call it is: what the kernel tells of a call later may have its session's name masked. */
  const sessionOfCall = new Map<string, string>();

  /** The session as it stands now: what its switch says is taken over. */
  function sessionOf(sessionId: string): TrustSession {
    const key = boundedName(sessionId);
    let session = sessions.get(key);
    if (session === undefined) {
      session = openSession(key, history, killSwitch.look(key));
      halts.opened(session);
    } else {
      halts.refresh(session);
      sessions.delete(key);
    }
    sessions.set(key, session);
    dropOldest(sessions, MOST_SESSIONS);
    return session;
  }

  /** What stops a session, as it stands now. */
  function haltOf(session: TrustSession): Halts {
    return { own: session.state.halt, all: sessionOf(ALL_SESSIONS).state.halt };
  }

  /** Counts, keeps and tells of what happened. Gives what failed. */
  function learn(session: TrustSession, bodies: readonly TrustEventBody[]): unknown[] {
    const failures: unknown[] = [];
    for (const body of bodies) {
      const event = boundedEvent({ ...body, sessionId: session.key });
      applyTo(session, event);
      try {
        history.append(event);
      } catch (error) {
        failures.push(error);
      }
      tell(event);
      const isLoss = event.kind !== 'turn_ended';
      if (isLoss && session.state.halt === null && reaches(session.state, settings.autoHaltOnRt)) {
        const reason = `R(t)=${shownRisk(scoreTrust(session.state).r)}`;
        failures.push(...stop(session, { by: 'sentinel', reason, automatic: true, calls: body.calls }));
      }
    }
    return failures;
  }

  function stop(session: TrustSession, halt: Omit<Halt, 'at'> & Pick<TrustEvent, 'calls'>): unknown[] {
    const event = boundedEvent({ kind: 'halted', at: clock.now(), sessionId: session.key, ...halt });
    const failures = halts.stop(session, event);
    tell(event);
    return failures;
  }

  function tell(event: TrustEvent): void {
    if (sink === null) return;
    try {
      sink.notify(event);
    } catch {
      spool.keep(event);
    }
  }

  function observe(event: KernelEvent): unknown[] {
    // Nothing to learn, and nothing to look at the disk for.
    if (event.type === 'started') return [];
    const call = callOfEvent(event);
    const name = sessionOfCall.get(call.id) ?? call.sessionId;
    const session = sessions.get(boundedName(name)) ?? sessionOf(name);
    const all = sessions.get(ALL_SESSIONS);
    const failures = [session, ...(all === undefined ? [] : [all])].flatMap((each) => halts.catchUp(each));
    switch (event.type) {
      case 'decided':
        if (event.decision.action === 'deny' || !isSpawnTool(call.tool)) break;
        session.watch.allowed(call.id, call.tool, clock.now());
        session.spawning.add(call.id);
        break;
      case 'blocked':
      case 'completed': {
        sessionOfCall.delete(call.id);
        session.spawning.delete(call.id);
        const facts =
          event.type === 'blocked'
            ? factsOfBlocked(event.blocked, customToolRisk)
            : factsOfCompleted(event.completed, customToolRisk);
        // What a halted session tries changes nothing: it was stopped for what it did before.
        if (!facts.ran && facts.rules.includes(HALTED_RULE)) break;
        failures.push(...learn(session, session.watch.call(aimedFacts(facts, settings.ownPaths))));
      }
    }
    return failures;
  }

  function statusOf(sessionId: string): TrustStatus {
    const session = sessionOf(sessionId);
    const { state, watch, events, problem } = session;
    const known = watch.calls > 0 || state.observed || history.knows?.(sessionId) === true;
    const { own, all } = haltOf(session);
    const standing = { sessionId, state, known, events, problem, halted: own ?? all, allHalted: all };
    return trustStatus(standing, settings.safeModel);
  }

  return {
    approvalWithinMs: settings.confirmTimeoutMs,

    inspect(call, decision) {
      sessionOfCall.set(call.id, call.sessionId);
      dropOldest(sessionOfCall, MOST_CALLS);
      const session = sessionOf(call.sessionId);
      const { state, watch, problem, isUnreadable } = session;
      const halted = haltFinding(haltOf(session));
      if (halted !== null) return [halted];
      const { tool } = call;
      const findings: Finding[] = [];
      if (isSpawnTool(tool)) {
        const others = watch.spawnsWithin(clock.now()) - (session.spawning.has(call.id) ? 1 : 0);
        if (others >= SPAWN_LIMIT) findings.push(spawnFinding(tool, SPAWN_LIMIT, SPAWN_WINDOW));
      }
      if (!settings.enabled) return findings;
      const toolClass = toolClassOf(tool, decision.effects, customToolRisk);
      const { band, r } = scoreTrust(state);
      const gated = gateFinding({ tool, toolClass, band, r }, settings.confirmTimeoutMs);
      if (gated !== null) findings.push(gated);
      if (problem !== null && isUnreadable && settings.failClosed && toolClass !== 'LOW')
        findings.push(unreadableFinding(tool, problem));
      return findings;
    },

    stops(sessionId) {
      return haltFinding(haltOf(sessionOf(sessionId)))?.message ?? null;
    },

    notify(event) {
      throwFirst(observe(event));
    },

    status(sessionId) {
      sessionKey(sessionId);
      return statusOf(sessionId);
    },

    endTurn(sessionId, { durationMs } = {}) {
      sessionKey(sessionId);
      const session = sessionOf(sessionId);
      throwFirst(learn(session, session.watch.endTurn(clock.now(), durationMs)));
      return statusOf(sessionId);
    },

    halt(sessionId, by, reason) {
      sessionKey(sessionId);
      nonEmpty('by', by);
      if (typeof reason !== 'string') throw invalid('reason', 'a text', reason);
      throwFirst(stop(sessionOf(sessionId), { by, reason, automatic: false, calls: [] }));
    },

    resume(sessionId, by) {
      sessionKey(sessionId);
      nonEmpty('by', by);
      const session = sessionOf(halts.named(sessionId));
      const base = { kind: 'resumed', sessionId: session.key, at: clock.now(), calls: [] } as const;
      const event = boundedEvent({ ...base, by });
      if (session.state.halt !== null) halts.resume(session, event);
      else if (!halts.removeDamaged(event)) {
        const name = JSON.stringify(sessionId.slice(0, 80));
        const isAll = haltOf(session).all !== null;
        const why = isAll ? 'is not halted itself: all sessions are' : 'is not halted';
        throw new SentinelError('NOT_FOUND', `session ${name} ${why}`);
      }
      tell(event);
    },

    isHalted(sessionId) {
      sessionKey(sessionId);
      return haltFinding(haltOf(sessionOf(sessionId))) !== null;
    },

    haltedSessions: () => halts.halted(MOST_HALTED),

    replaySignals() {
      if (sink === null) throw new SentinelError('INVALID_ARGUMENT', 'there is no sink to give signals to.');
      return spool.replay(sink);
    },
  };
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

function throwFirst(failures: readonly unknown[]): void {
  if (failures.length > 0) throw failures[0];
}
