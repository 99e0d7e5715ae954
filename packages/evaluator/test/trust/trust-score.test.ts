import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AXIS_NAMES, axesOf, AXIS_MEANINGS, loseOn, NO_LOSSES } from '../../src/trust/axes.js';
import { reaches, riskOf, scoreTrust } from '../../src/trust/trust-score.js';
import { RISK_UNIT } from '../../src/trust/band.js';
import { UNIT, unitsOf } from '../../src/trust/units.js';

describe('the risk R(t)', () => {
  it('[S4-89] is 0 for the axes (1, 1, 0, 1), and each axis that is lost adds a quarter', () => {
    expect(axesOf(NO_LOSSES)).toEqual({ baseline: 1, norm: 1, stability: 0, metaControl: 1 });
    expect(scoreTrust({ losses: NO_LOSSES, peak: 0 }).r).toBe(0);
    let losses = NO_LOSSES;
    for (const [index, axis] of AXIS_NAMES.entries()) {
      losses = loseOn(losses, axis, UNIT);
      const { r, rAverage } = scoreTrust({ losses, peak: 0 });
      const { baseline, norm, stability, metaControl } = axesOf(losses);
      expect([r, rAverage]).toEqual([(index + 1) / 4, (index + 1) / 4]);
      expect(1 - (baseline + norm + (1 - stability) + metaControl) / 4).toBe(rAverage);
    }
    expect(axesOf(losses)).toEqual({ baseline: 0, norm: 0, stability: 1, metaControl: 0 });
  });

  it('is the larger of the average and the peak', () => {
    expect(scoreTrust({ losses: NO_LOSSES, peak: unitsOf(0.5) })).toMatchObject({
      r: 0.5,
      rAverage: 0,
      rPeak: 0.5,
    });
    expect(scoreTrust({ losses: loseOn(NO_LOSSES, 'norm', UNIT), peak: 10 }).r).toBe(0.25);
  });

  it('lies within 0 and 1, with a P-score of 100 times what is left, whatever was lost', () => {
    const share = fc.integer({ min: 0, max: UNIT });
    fc.assert(
      fc.property(share, share, share, share, share, (baseline, norm, stability, metaControl, peak) => {
        const score = scoreTrust({ losses: { baseline, norm, stability, metaControl }, peak });
        expect(score.r).toBeGreaterThanOrEqual(Math.max(score.rAverage, score.rPeak));
        expect(score.r).toBeLessThanOrEqual(1);
        expect(Math.abs(score.pScore - 100 * (1 - score.r))).toBeLessThanOrEqual(0.005 + 1e-9);
      }),
    );
  });
});

describe('bands', () => {
  it('[S4-54] six losses of 0.10 and two of 0.30 are both exactly Caution', () => {
    const six = Array.from({ length: 6 }).reduce<typeof NO_LOSSES>(
      (losses) => loseOn(losses, 'norm', unitsOf(0.1)),
      NO_LOSSES,
    );
    const two = loseOn(loseOn(NO_LOSSES, 'norm', unitsOf(0.3)), 'norm', unitsOf(0.3));
    for (const losses of [six, two])
      expect(scoreTrust({ losses, peak: 0 })).toMatchObject({ r: 0.15, band: 'Caution' });
  });

  it.each([
    [0, 'Normal'],
    [0.1499, 'Normal'],
    [0.15, 'Caution'],
    [0.2999, 'Caution'],
    [0.3, 'Alert'],
    [0.4999, 'Alert'],
    [0.5, 'Critical'],
    [0.7499, 'Critical'],
    [0.75, 'Halt'],
    [1, 'Halt'],
  ] as const)('[S4-54] a risk of %d is in the band %s, by the peak as by the average', (risk, band) => {
    expect(scoreTrust({ losses: NO_LOSSES, peak: unitsOf(risk) }).band).toBe(band);
    const each = unitsOf(risk);
    const losses = { baseline: each, norm: each, stability: each, metaControl: each };
    expect(scoreTrust({ losses, peak: 0 }).band).toBe(band);
  });

  it('a quarter of a ten-thousandth below a boundary is below it', () => {
    const losses = { baseline: 0, norm: unitsOf(0.6) - 1, stability: 0, metaControl: 0 };
    expect(riskOf({ losses, peak: 0 })).toBe(RISK_UNIT * 0.15 - 1);
    expect(scoreTrust({ losses, peak: 0 }).band).toBe('Normal');
  });
});

describe('the P-score and its grade', () => {
  it('[S4-90] of a risk of 0.22 is 78.00', () => {
    expect(scoreTrust({ losses: NO_LOSSES, peak: unitsOf(0.22) }).pScore).toBe(78);
    expect(scoreTrust({ losses: NO_LOSSES, peak: unitsOf(0.1234) }).pScore).toBe(87.66);
    expect(scoreTrust({ losses: NO_LOSSES, peak: 0 }).pScore).toBe(100);
  });

  it.each([
    [0, 'A'],
    [0.2, 'A'],
    [0.2001, 'B'],
    [0.4, 'B'],
    [0.4001, 'C'],
    [0.6, 'C'],
    [0.6001, 'D'],
    [0.8, 'D'],
    [0.8001, 'E'],
    [1, 'E'],
  ] as const)('[S4-91] of a risk of %d is %s', (risk, grade) => {
    expect(scoreTrust({ losses: NO_LOSSES, peak: unitsOf(risk) }).grade).toBe(grade);
  });
});

describe('a threshold', () => {
  it('[S4-54] of 0.75 is reached at 0.75 and not at 0.7499', () => {
    expect(reaches({ losses: NO_LOSSES, peak: unitsOf(0.75) }, 0.75)).toBe(true);
    expect(reaches({ losses: NO_LOSSES, peak: unitsOf(0.7499) }, 0.75)).toBe(false);
    const almost = { baseline: UNIT, norm: UNIT, stability: UNIT - 1, metaControl: 0 };
    expect(reaches({ losses: almost, peak: 0 }, 0.75)).toBe(false);
  });
});

it('[S4-87] [S4-92] the meaning of each axis says in which direction it counts, and the numbers agree', () => {
  for (const axis of AXIS_NAMES) {
    const { en, zh } = AXIS_MEANINGS[axis];
    const lost = axesOf(loseOn(NO_LOSSES, axis, UNIT))[axis];
    expect(en.includes('higher means more drift')).toBe(lost === 1);
    expect(zh.includes('数值越高，漂移越大')).toBe(lost === 1);
  }
});
