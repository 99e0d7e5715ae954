import type { EffectScope, EffectVerb, Reversibility, Sensitivity } from '@sentinel-agentos/core';

/** An effect without its target and evidence: what the tables are written in. */
export interface EffectShape {
  readonly verb: EffectVerb;
  readonly scope: EffectScope;
  readonly reversibility: Reversibility;
  readonly sensitivity: Sensitivity;
  readonly remote: boolean;
}

const UNDOING: Readonly<Record<Reversibility, number>> = {
  irreversible: 0,
  hard: 0.2,
  partial: 0.5,
  easy: 0.8,
  pure: 1,
};
const WORTH: Readonly<Record<Sensitivity, number>> = { public: 0.3, normal: 0.9, sensitive: 2, critical: 3 };

/** Writes an effect's shape. Whether it leaves the machine follows from verb and scope unless said. */
export function shape(
  verb: EffectVerb,
  scope: EffectScope,
  reversibility: Reversibility,
  sensitivity: Sensitivity,
  remote: boolean = scope === 'shared' || verb.startsWith('net.') || verb === 'message.send',
): EffectShape {
  return Object.freeze({ verb, scope, reversibility, sensitivity, remote });
}

/**
 * `(1 − reversibility) × sensitivity`, the part of the risk formula that is about what happens rather
 * than where. Only for ordering effects of one call among each other.
 */
export function consequence(of: Pick<EffectShape, 'reversibility' | 'sensitivity'>): number {
  return (1 - UNDOING[of.reversibility]) * WORTH[of.sensitivity];
}
