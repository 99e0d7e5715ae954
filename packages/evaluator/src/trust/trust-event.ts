import type { ChainPattern } from './chain-risk.js';
import type { CriticalCause } from './critical-cause.js';
import type { DriftLevel } from './drift.js';
import type { DriftMeasure } from './drift-measure.js';
import type { TurnFacts } from './turn-facts.js';

/** What changes trust, without the session it changes it in. */
export type TrustEventBody = {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Ids of the calls that are its evidence, at most 10; empty where there are none. */
  readonly calls: readonly string[];
} & (
  | {
      readonly kind: 'turn_ended';
      /** `host`: the host said so. `calls`: 20 calls went well in a session whose host never says so. */
      readonly source: 'host' | 'calls';
      readonly facts: TurnFacts;
    }
  | { readonly kind: 'autonomy_escalation'; readonly consecutiveCalls: number }
  | { readonly kind: 'chain_risk_detected'; readonly pattern: ChainPattern }
  | {
      readonly kind: 'drift_detected';
      /** From 0.5 moderate, from 1.0 significant; four decimals. */
      readonly score: number;
      readonly level: DriftLevel;
      /** What drifted most. */
      readonly measure: DriftMeasure;
    }
  | { readonly kind: 'critical'; readonly cause: CriticalCause }
  /** `spawns`: with the one that was refused. */
  | { readonly kind: 'subagent_explosion'; readonly spawns: number }
  | { readonly kind: 'halted'; readonly by: string; readonly reason: string; readonly automatic: boolean }
  | { readonly kind: 'resumed'; readonly by: string }
);

export type TrustEventKind = TrustEventBody['kind'];

/** Everything that changes trust. What a session is trusted with is a fold over its events. Plain data. */
export type TrustEvent = TrustEventBody & { readonly sessionId: string };
