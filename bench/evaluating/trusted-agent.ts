import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTrust, type Trust, type TrustEvent } from '@sentinel-agentos/evaluator';
import { sampleCall, sampleCompleted, sampleDecision } from '@sentinel-agentos/core/testing';
import type { AgentTurn } from './agents.js';

/** Turns of synthetic agents, watched as the kernel would have them watched. */
export interface TrustRuns {
  /** Lets a session take a turn. The events of it, and the risk R(t) after it. */
  turn(session: string, turn: AgentTurn): { readonly events: readonly TrustEvent[]; readonly r: number };
  close(): void;
}

const DECISION = sampleDecision('auto', { effects: [] });

/** Time stands still between calls: durations are those that the turns say. */
export function createTrustRuns(): TrustRuns {
  const dir = mkdtempSync(join(tmpdir(), 'trust-bench-'));
  let now = 1_700_000_000_000;
  let events: TrustEvent[] = [];
  const trust: Trust = createTrust({
    dir,
    clock: { now: () => now, monotonic: () => now },
    history: { append: (event) => events.push(event), read: () => [] },
  });

  return {
    turn(session, { calls, durationMs }) {
      events = [];
      for (const [index, { tool }] of calls.entries()) {
        now += 1;
        const call = sampleCall({ id: `${session}.${now}.${index}`, tool, sessionId: session });
        const completed = sampleCompleted({ call, decision: DECISION, startedAt: now, durationMs: 0 });
        trust.notify({ type: 'completed', completed, assessment: null, timings: NO_TIMINGS });
      }
      now += 1;
      const { r } = trust.endTurn(session, { durationMs });
      return { events, r: r ?? 0 };
    },
    close() {
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const NO_TIMINGS = {
  decide: 0,
  approve: 0,
  intent: 0,
  snapshot: 0,
  run: 0,
  verify: 0,
  settle: 0,
  total: 0,
} as const;
