import type { Effect, EffectScope, EffectVerb, Reversibility, Sensitivity } from '@sentinel-agentos/core';

/**
 * The scales of the risk formula, in thousandths so that every product is an exact integer. They are the one
 * set of tidy numbers that reproduces every score the reference documents print.
 */
export const riskScales: {
  readonly impact: Readonly<Record<EffectScope, number>>;
  readonly reversibility: Readonly<Record<Reversibility, number>>;
  readonly sensitivity: Readonly<Record<Sensitivity, number>>;
  readonly coldErrorRate: Readonly<Record<ErrorClass, number>>;
} = Object.freeze({
  impact: Object.freeze({ none: 0, process: 500, workspace: 1000, shared: 2000, host: 3000 }),
  reversibility: Object.freeze({ irreversible: 0, hard: 200, partial: 500, easy: 800, pure: 1000 }),
  sensitivity: Object.freeze({ public: 300, normal: 900, sensitive: 2000, critical: 3000 }),
  coldErrorRate: Object.freeze({ read: 10, exec: 20, write: 50, network: 80, delete: 100, privileged: 180 }),
});

/** Largest product of the scales: impact 3 × irreversible × sensitivity 3 × (1 + 0.18). In hundredths. */
export const LARGEST_CENTS = 1062;

/** Kinds of work that fail at different rates. */
export type ErrorClass = 'read' | 'exec' | 'write' | 'network' | 'delete' | 'privileged';

const CLASSES: Readonly<Record<EffectVerb, ErrorClass>> = Object.freeze({
  'fs.read': 'read',
  'secret.read': 'read',
  'db.read': 'read',
  'process.spawn': 'exec',
  'process.kill': 'exec',
  unknown: 'exec',
  'fs.write': 'write',
  'fs.chmod': 'write',
  'code.exec': 'write',
  'vcs.write': 'write',
  'net.fetch': 'network',
  'net.send': 'network',
  'vcs.push': 'network',
  'vcs.rewrite': 'network',
  'pkg.install': 'network',
  'pkg.publish': 'network',
  'message.send': 'network',
  'fs.delete': 'delete',
  'db.mutate': 'delete',
  'infra.destroy': 'delete',
  'privilege.gain': 'privileged',
});

/**
 * The error class of an effect. Deleting on the host is done by destructive core utilities, which do what they
 * say. A verb that a host's reader made up is of the worst class.
 */
export function errorClassOf({ verb, scope }: Pick<Effect, 'verb' | 'scope'>): ErrorClass {
  if (verb === 'fs.delete' && scope === 'host') return 'exec';
  return Object.hasOwn(CLASSES, verb) ? CLASSES[verb] : 'privileged';
}

/** The factors of an effect in thousandths. A word that a host's reader made up counts as the worst. */
export function factorsOf(effect: Pick<Effect, 'scope' | 'reversibility' | 'sensitivity'>): {
  readonly impact: number;
  readonly reversibility: number;
  readonly sensitivity: number;
} {
  const { impact, reversibility, sensitivity } = riskScales;
  return {
    impact: Object.hasOwn(impact, effect.scope) ? impact[effect.scope] : impact.host,
    reversibility: Object.hasOwn(reversibility, effect.reversibility)
      ? reversibility[effect.reversibility]
      : 0,
    sensitivity: Object.hasOwn(sensitivity, effect.sensitivity)
      ? sensitivity[effect.sensitivity]
      : sensitivity.critical,
  };
}
