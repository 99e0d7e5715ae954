import { createAutonomyWatch } from './autonomy.js';
import { createChainWatch } from './chain-risk.js';
import { causesOf, type CriticalCause } from './critical-cause.js';
import { createDriftWatch } from './drift.js';
import { createSpawnWatch, isSpawnTool, SPAWN_RULE } from './spawn-limit.js';
import { createTurnTally } from './turn-tally.js';
import type { CallFacts } from './call-facts.js';
import type { Streak } from './autonomy.js';
import type { TrustEvent, TrustEventBody } from './trust-event.js';

/** Calls in a row without a critical event that count as a turn where the host never says when one ends. */
export const CALLS_A_TURN = 20;

export interface SessionWatchOptions {
  /** Calls in a row without the user from which on autonomy is told of. Default 5. */
  readonly autonomyThreshold?: number;
  /**
   * What happened in the session before, oldest first: its turns are what drift is measured against. Their times count
   * for nothing: one from the future must not stop the clock.
   */
  readonly history?: Iterable<TrustEvent | TrustEventBody>;
}

/**
 * Reads what happens in one session as events of trust. Deterministic; times that step back or are none are held at
 * the latest seen. Memory is bounded, however long the session is.
 */
export interface SessionWatch {
  /** Calls seen: until there is one, the trust of the session is unknown. */
  readonly calls: number;
  /** A call was decided and may run. Counts it, where it starts a helper, before it is run. */
  allowed(callId: string, tool: string, at: number): void;
  /** Helpers started in the five minutes before. */
  spawnsWithin(at: number): number;
  /**
   * What a call that ended or was stopped means: events in their order, often none. Ends a turn by itself where the
   * host never ended one.
   */
  call(facts: CallFacts): readonly TrustEventBody[];
  /** The host says that a turn ended: `turn_ended` and what followed from it. */
  endTurn(at: number, durationMs?: number): readonly TrustEventBody[];
}

export function createSessionWatch(options: SessionWatchOptions = {}): SessionWatch {
  const autonomy = createAutonomyWatch(options.autonomyThreshold);
  const chains = createChainWatch();
  const spawns = createSpawnWatch();
  const drift = createDriftWatch();
  const tally = createTurnTally();
  let now = 0;
  let seen = 0;
  let hostTurns = false;
  /** A row of calls that reached the threshold before it was known whether the host ends turns. */
  let withheld: Streak | null = null;
  /** Calls since the last turn or critical event. */
  let clean = 0;

  for (const event of options.history ?? []) {
    if (event.kind !== 'turn_ended' || event.source !== 'host') continue;
    hostTurns = true;
    drift.turn(event.facts);
  }

  function timeOf(at: number): number {
    if (Number.isFinite(at) && at > now) now = at;
    return now;
  }

  function critical(at: number, cause: CriticalCause, calls: readonly string[]): TrustEventBody {
    return { kind: 'critical', cause, at, calls };
  }

  function nextTurn(): void {
    autonomy.turn();
    chains.turn();
    withheld = null;
    clean = 0;
  }

  function autonomyEvent(at: number, streak: Streak | null): readonly TrustEventBody[] {
    return streak === null ? [] : [{ kind: 'autonomy_escalation', at, ...streak }];
  }

  return {
    get calls() {
      return seen;
    },

    allowed(callId, tool, at) {
      if (isSpawnTool(tool)) spawns.started(callId, timeOf(at));
    },

    spawnsWithin: (at) => spawns.within(Math.max(now, Number.isFinite(at) ? at : 0)),

    call(facts) {
      const at = timeOf(facts.at);
      const calls = [facts.callId];
      const events: TrustEventBody[] = [];
      seen += 1;
      if (!facts.ran) spawns.withdrawn(facts.callId);
      // What a person has granted is that person's judgement.
      if (!facts.approvedByPerson)
        for (const cause of causesOf(facts.rules)) events.push(critical(at, cause, calls));
      if (facts.rollbackFailed) events.push(critical(at, 'failed_rollback', calls));
      const hadCritical = events.length > 0;
      const explosion = facts.rules.includes(SPAWN_RULE) ? spawns.refused(at) : null;
      if (explosion !== null) events.push({ kind: 'subagent_explosion', spawns: explosion, at, calls });
      for (const chain of facts.ran ? chains.call(facts) : [])
        events.push({ kind: 'chain_risk_detected', at, ...chain });
      if (facts.ran) {
        tally.call(facts);
        const streak = autonomy.call(facts.callId, facts.approvedByPerson);
        if (hostTurns) events.push(...autonomyEvent(at, streak));
        else withheld ??= streak;
      }
      clean = hadCritical ? 0 : clean + (facts.ran ? 1 : 0);
      if (!hostTurns && clean >= CALLS_A_TURN) {
        events.push({ kind: 'turn_ended', source: 'calls', at, ...tally.end() });
        nextTurn();
      }
      return events;
    },

    endTurn(at, durationMs) {
      const time = timeOf(at);
      const events: TrustEventBody[] = hostTurns ? [] : [...autonomyEvent(time, withheld)];
      const { facts, calls } = tally.end(durationMs);
      events.push({ kind: 'turn_ended', source: 'host', at: time, facts, calls });
      const found = drift.turn(facts);
      if (found !== null) {
        const { isSustained, ...reading } = found;
        events.push({ kind: 'drift_detected', at: time, calls, ...reading });
        if (isSustained) events.push(critical(time, 'sustained_drift', calls));
      }
      hostTurns = true;
      nextTurn();
      return events;
    },
  };
}
