import type { Effect, EffectScope, EffectVerb, Reversibility, Sensitivity } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessRisk } from '../../src/risk/assess-risk.js';
import { bandOf, defaultThresholds } from '../../src/risk/risk-thresholds.js';
import { createErrorRates } from '../../src/risk/error-rates.js';
import { errorClassOf, riskScales } from '../../src/risk/risk-scales.js';
import { effect } from '../effects-by-hand.js';

const cold = createErrorRates();
const assess = (...effects: readonly Effect[]): ReturnType<typeof assessRisk> =>
  assessRisk(effects, (one) => cold.rateOf('exec', one));

const made = (
  verb: EffectVerb,
  scope: EffectScope,
  reversibility: Reversibility,
  sensitivity: Sensitivity,
): Effect => effect({ verb, scope, reversibility, sensitivity });

const PRINTED: readonly (readonly [string, Effect, number, string, number])[] = [
  ['[S2-33] npm test', made('code.exec', 'workspace', 'easy', 'normal'), 0.19, 'auto', 2],
  ['[S2-37] write_file src/main.ts', made('fs.write', 'workspace', 'easy', 'normal'), 0.19, 'auto', 2],
  ['[S2-34] sudo reboot', made('privilege.gain', 'host', 'hard', 'critical'), 8.5, 'deny', 80],
  ['[S2-35] rm -rf /', made('fs.delete', 'host', 'irreversible', 'critical'), 9.18, 'deny', 86],
  ['[S2-36] rm -rf /home', made('fs.delete', 'host', 'irreversible', 'critical'), 9.18, 'deny', 86],
  ['git push of a feature branch', made('vcs.push', 'shared', 'partial', 'normal'), 0.97, 'notify', 9],
  ['npm publish', made('pkg.publish', 'shared', 'hard', 'sensitive'), 3.46, 'confirm strict', 33],
  [
    '[S2-38] git push --force origin main',
    made('vcs.rewrite', 'shared', 'hard', 'sensitive'),
    3.46,
    'confirm strict',
    33,
  ],
  ['[S2-38] DROP TABLE', made('db.mutate', 'shared', 'irreversible', 'critical'), 6.6, 'confirm strict', 62],
  ['curl -d @.env', made('net.send', 'shared', 'irreversible', 'critical'), 6.48, 'confirm strict', 61],
  ['cat .env', made('secret.read', 'process', 'irreversible', 'critical'), 1.52, 'confirm', 14],
  ['[S2-39] rm -rf ./node_modules', made('fs.delete', 'workspace', 'easy', 'public'), 0.07, 'auto', 1],
];

describe('the risk of one effect', () => {
  it.each(PRINTED)('%s', (_, one, score, band, score100) => {
    const risk = assess(one);
    const { action, strict } = bandOf(risk.score, defaultThresholds);
    expect([risk.score, `${action}${strict ? ' strict' : ''}`, risk.score100]).toEqual([
      score,
      band,
      score100,
    ]);
  });

  it('[S2-24] shows the four dimensions as they were multiplied', () => {
    expect(assess(made('privilege.gain', 'host', 'hard', 'critical')).dimensions).toEqual({
      impact: 3,
      reversibility: 0.2,
      sensitivity: 3,
      errorRate: 0.18,
    });
  });

  it('reading data that is no secret is no risk, whatever the data is worth', () => {
    expect(assess(made('fs.read', 'host', 'pure', 'critical')).score).toBe(0);
  });
});

describe('the risk of several effects', () => {
  it('is that of the worst, the first of equals', () => {
    const harmless = effect();
    const bad = made('fs.delete', 'host', 'irreversible', 'critical');
    expect(assess(harmless, bad, harmless, bad)).toMatchObject({ score: 9.18, decisiveEffect: 1 });
    expect(assess(harmless, harmless).decisiveEffect).toBe(0);
  });

  it('is nothing without effects', () => {
    expect(assess()).toEqual({
      score: 0,
      score100: 0,
      dimensions: { impact: 0, reversibility: 1, sensitivity: 0.3, errorRate: 0 },
      decisiveEffect: -1,
    });
  });
});

const anyEffect: fc.Arbitrary<Effect> = fc
  .record({
    verb: fc.constantFrom<EffectVerb[]>(
      'fs.read',
      'fs.write',
      'fs.delete',
      'fs.chmod',
      'process.spawn',
      'process.kill',
      'net.fetch',
      'net.send',
      'code.exec',
      'privilege.gain',
      'vcs.write',
      'vcs.push',
      'vcs.rewrite',
      'pkg.install',
      'pkg.publish',
      'db.read',
      'db.mutate',
      'infra.destroy',
      'secret.read',
      'message.send',
      'unknown',
    ),
    scope: fc.constantFrom<EffectScope[]>('none', 'process', 'workspace', 'shared', 'host'),
    reversibility: fc.constantFrom<Reversibility[]>('irreversible', 'hard', 'partial', 'easy', 'pure'),
    sensitivity: fc.constantFrom<Sensitivity[]>('public', 'normal', 'sensitive', 'critical'),
  })
  .map((parts) => effect(parts));

/** The formula once more, in rational numbers of unlimited size, from the decimals as they are published. */
function reference(one: Effect, errorRate: bigint): bigint {
  const impact = { none: 0n, process: 5n, workspace: 10n, shared: 20n, host: 30n }[one.scope];
  const undone = { irreversible: 0n, hard: 2n, partial: 5n, easy: 8n, pure: 10n }[one.reversibility];
  const worth = { public: 3n, normal: 9n, sensitive: 20n, critical: 30n }[one.sensitivity];
  const numerator = impact * (10n - undone) * worth * (1000n + errorRate);
  const denominator = 10n * 10n * 10n * 1000n;
  // Hundredths, half up: floor(100 x + 1/2).
  return (200n * numerator + denominator) / (2n * denominator);
}

describe('the formula', () => {
  it('[S2-23] agrees with the same formula in exact fractions, for every effect and error rate', () => {
    fc.assert(
      fc.property(anyEffect, fc.integer({ min: 0, max: 1000 }), (one, errorRate) => {
        const { score } = assessRisk([one], () => errorRate);
        expect(BigInt(Math.round(score * 100))).toBe(reference(one, BigInt(errorRate)));
        expect(score).toBe(Number((Math.round(score * 100) / 100).toFixed(2)));
      }),
      { numRuns: 2000 },
    );
  });

  it('[S2-32] score100 lies between 0 and 100 and never falls while the score rises', () => {
    fc.assert(
      fc.property(anyEffect, anyEffect, fc.integer({ min: 0, max: 1000 }), (one, other, rate) => {
        const [low, high] = [assessRisk([one], () => rate), assessRisk([other], () => rate)].toSorted(
          (a, b) => a.score - b.score,
        );
        expect(low!.score100).toBeLessThanOrEqual(high!.score100);
        expect(low!.score100).toBeGreaterThanOrEqual(0);
        expect(high!.score100).toBeLessThanOrEqual(100);
        expect(Number.isInteger(low!.score100)).toBe(true);
      }),
    );
    expect(assess(made('privilege.gain', 'host', 'irreversible', 'critical'))).toMatchObject({
      score: 10.62,
      score100: 100,
    });
    expect(assessRisk([made('unknown', 'host', 'irreversible', 'critical')], () => 1000)).toMatchObject({
      score: 18,
      score100: 100,
    });
  });

  it('one more effect never lowers the risk', () => {
    fc.assert(
      fc.property(fc.array(anyEffect, { maxLength: 6 }), anyEffect, (effects, another) => {
        expect(assess(...effects, another).score).toBeGreaterThanOrEqual(assess(...effects).score);
      }),
    );
  });

  it('takes a word that a reader of the host made up for the worst', () => {
    const odd = effect({ scope: 'galaxy' as EffectScope, verb: 'toString' as EffectVerb });
    expect(assess(effect(), odd)).toMatchObject({
      decisiveEffect: 1,
      dimensions: { impact: 3, errorRate: 0.18 },
    });
    const other = effect({
      reversibility: 'maybe' as Reversibility,
      sensitivity: 'constructor' as Sensitivity,
    });
    expect(assess(other).dimensions).toEqual({
      impact: 1,
      reversibility: 0,
      sensitivity: 3,
      errorRate: 0.05,
    });
  });
});

describe('the error class of an effect', () => {
  it.each<[EffectVerb, EffectScope, number]>([
    ['fs.read', 'workspace', 10],
    ['secret.read', 'process', 10],
    ['db.read', 'shared', 10],
    ['process.spawn', 'process', 20],
    ['process.kill', 'host', 20],
    ['unknown', 'workspace', 20],
    ['fs.delete', 'host', 20],
    ['fs.write', 'host', 50],
    ['fs.chmod', 'workspace', 50],
    ['code.exec', 'workspace', 50],
    ['vcs.write', 'workspace', 50],
    ['net.fetch', 'process', 80],
    ['net.send', 'shared', 80],
    ['vcs.push', 'shared', 80],
    ['vcs.rewrite', 'shared', 80],
    ['pkg.install', 'workspace', 80],
    ['pkg.publish', 'shared', 80],
    ['message.send', 'shared', 80],
    ['fs.delete', 'workspace', 100],
    ['fs.delete', 'shared', 100],
    ['db.mutate', 'shared', 100],
    ['infra.destroy', 'shared', 100],
    ['privilege.gain', 'host', 180],
  ])('%s in %s fails at %d in a thousand', (verb, scope, rate) => {
    expect(riskScales.coldErrorRate[errorClassOf({ verb, scope })]).toBe(rate);
  });

  it('the scales can not be changed', () => {
    expect(Object.isFrozen(riskScales)).toBe(true);
    expect(Object.values(riskScales).every((scale) => Object.isFrozen(scale))).toBe(true);
  });
});
