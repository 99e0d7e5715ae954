import type { Effect, Finding } from '@sentinel-agentos/core';
import { consequence } from '../effects/effect-shape.js';
import { effectKeys, sameOrWorse, type KeyContext } from './effect-key.js';
import { variantFinding, type EarlierRefusal } from './variant-finding.js';

/** Sessions and keys are made by agents: the oldest are forgotten first. */
const MAX_SESSIONS = 1000;
const MAX_KEYS = 256;
/** Variants named in one decision. */
const MAX_FINDINGS = 8;
/**
 * What is this much milder is no variant but the safer form that was asked for: `--force-with-lease` after
 * `--force`, `DELETE … WHERE` after `DELETE`. What is read a little milder for want of a flag still is one.
 */
const MILDER = 0.75;

/** An effect with the commands of its call, for effects that have no target of their own. */
export interface EffectsOfCall extends KeyContext {
  readonly sessionId: string;
  readonly effects: readonly Effect[];
}

/** Remembers per session what was refused. */
export interface RefusalMemory {
  /** Remembers effects that were refused. A denial is never weakened to a person's no. */
  remember(call: EffectsOfCall, refusal: EarlierRefusal): void;
  /** Forgets what a person has now granted. */
  forget(call: EffectsOfCall): void;
  /** Findings for the effects that were refused before under the same policy. Changes nothing. */
  variantsIn(call: EffectsOfCall, policy: () => string): readonly Finding[];
}

interface Entry {
  readonly refusal: EarlierRefusal;
  readonly consequence: number;
}

/** Makes an empty memory. */
export function createRefusalMemory(): RefusalMemory {
  const sessions = new Map<string, Map<string, Entry>>();

  return Object.freeze({
    remember(call: EffectsOfCall, refusal: EarlierRefusal): void {
      const { sessionId, effects } = call;
      const keys = sessions.get(sessionId) ?? new Map<string, Entry>();
      for (const effect of effects) {
        for (const key of effectKeys(effect, call)) {
          const known = keys.get(key);
          keys.delete(key);
          keys.set(key, merged(known, { refusal, consequence: consequence(effect) }));
          dropOldest(keys, MAX_KEYS);
        }
      }
      sessions.delete(sessionId);
      if (keys.size > 0) sessions.set(sessionId, keys);
      dropOldest(sessions, MAX_SESSIONS);
    },

    forget(call: EffectsOfCall): void {
      const keys = sessions.get(call.sessionId);
      if (keys === undefined) return;
      for (const effect of call.effects) {
        for (const key of sameOrWorse(effect, call)) {
          const entry = keys.get(key);
          // No person can grant what the guard denies.
          if (entry?.refusal.floor === 'confirm' && isVariant(effect, entry)) keys.delete(key);
        }
      }
    },

    variantsIn(call: EffectsOfCall, policyNow: () => string): readonly Finding[] {
      const keys = sessions.get(call.sessionId);
      if (keys === undefined) return [];
      const policy = policyNow();
      const findings: Finding[] = [];
      const met = new Set<string>();
      for (const effect of call.effects) {
        for (const key of sameOrWorse(effect, call)) {
          const entry = keys.get(key);
          if (entry?.refusal.policy !== policy || met.has(key) || !isVariant(effect, entry)) continue;
          if (findings.length >= MAX_FINDINGS) return findings;
          met.add(key);
          findings.push(variantFinding(effect, entry.refusal));
        }
      }
      return findings;
    },
  });
}

function isVariant(effect: Effect, entry: Entry): boolean {
  return consequence(effect) >= MILDER * entry.consequence;
}

/** Of two refusals of the same, the denial counts, and the milder of the two is what is compared with. */
function merged(known: Entry | undefined, next: Entry): Entry {
  if (known?.refusal.policy !== next.refusal.policy) return next;
  const refusal = known.refusal.floor === 'deny' ? known.refusal : next.refusal;
  return { refusal, consequence: Math.min(known.consequence, next.consequence) };
}

function dropOldest(map: Map<string, unknown>, max: number): void {
  const [oldest] = map.keys();
  if (map.size > max && oldest !== undefined) map.delete(oldest);
}
