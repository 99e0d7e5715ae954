import { sampleBlocked, sampleCall, sampleCompleted, sampleDecision } from '@sentinel-agentos/core/testing';
import type { Finding, ToolCall } from '@sentinel-agentos/core';
import { createTrust } from '../../src/trust/trust.js';
import { createTrustLedger } from '../../src/trust/trust-ledger.js';
import { freshFolder, StillClock } from './workbench.js';
import type { Trust } from '../../src/trust/trust.js';
import type { TrustEvent } from '../../src/trust/trust-event.js';
import type { TrustOptions } from '../../src/trust/trust-options.js';

export interface TrustBench {
  readonly trust: Trust;
  readonly dir: string;
  readonly clock: StillClock;
  readonly events: TrustEvent[];
}

/** Trust over a folder of its own, or the given one, with a ledger whose events the test sees. */
export function trustBench(options: Partial<TrustOptions> = {}): TrustBench {
  const dir = options.dir ?? freshFolder();
  const clock = new StillClock();
  const events: TrustEvent[] = [];
  const ledger = createTrustLedger(dir);
  const history = {
    append: (event: TrustEvent) => {
      ledger.append(event);
      events.push(event);
    },
    read: (sessionId: string) => ledger.read(sessionId),
    sessions: () => ledger.sessions?.() ?? [],
  };
  return { trust: createTrust({ dir, clock, history, ...options }), dir, clock, events };
}

let count = 0;
/** A call with an id of its own. */
export const callOf = (tool: string, sessionId = 'main'): ToolCall =>
  sampleCall({ id: `op_${(count += 1)}`, tool, sessionId });
/** What a call without effects is judged by. */
export const looks = { effects: [] } as const;

/** What trust says of a call, by rule. */
export function rulesFor(trust: Trust, tool: string, sessionId = 'main'): readonly string[] {
  return trust.inspect(callOf(tool, sessionId), sampleDecision('auto', looks)).map(({ rule }) => rule);
}

export const because = (rule: string): Finding => ({
  gate: 'rules',
  rule,
  floor: 'deny',
  message: { en: rule, zh: rule },
});

/** A call that the guard denied for a rule. */
export function refuse(trust: Trust, rule: string, sessionId = 'main'): void {
  const decision = sampleDecision('deny', { findings: [because(rule)] });
  trust.notify({ type: 'blocked', blocked: sampleBlocked({ call: callOf('exec', sessionId), decision }) });
}

/** An ordinary call. */
export function run(trust: Trust, tool = 'ask', sessionId = 'main'): void {
  const call = callOf(tool, sessionId);
  const decision = sampleDecision('auto', looks);
  trust.inspect(call, decision);
  trust.notify({ type: 'decided', call, decision });
  trust.notify({
    type: 'completed',
    completed: sampleCompleted({ call, decision }),
    assessment: null,
    timings: { decide: 0, approve: 0, intent: 0, snapshot: 0, run: 0, verify: 0, settle: 0, total: 0 },
  });
}
