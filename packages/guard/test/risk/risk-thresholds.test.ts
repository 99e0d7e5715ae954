import { SentinelError } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, changeThresholds, defaultThresholds } from '../../src/risk/risk-thresholds.js';
import type { RiskThresholds } from '../../src/risk/risk-thresholds.js';

describe('the bands', () => {
  it.each([
    ['[S2-26]', 0, 'auto', false],
    ['[S2-26]', 0.5, 'auto', false],
    ['[S2-27]', 0.51, 'notify', false],
    ['[S2-27]', 1, 'notify', false],
    ['[S2-28]', 1.01, 'confirm', false],
    ['[S2-28]', 3, 'confirm', false],
    ['[S2-29]', 3.01, 'confirm', true],
    ['[S2-29]', 8, 'confirm', true],
    ['[S2-30]', 8.01, 'deny', false],
    ['[S2-30]', 10.62, 'deny', false],
    ['what is no number', Number.NaN, 'deny', false],
  ] as const)('%s %d → %s, strict: %s', (_, score, action, strict) => {
    expect(bandOf(score, defaultThresholds)).toEqual({ action, strict });
  });
});

describe('changing the thresholds', () => {
  it('[S2-41] moves the named ones and keeps the others', () => {
    const changed = changeThresholds(defaultThresholds, { autoApprove: 0.5, deny: 6 });
    expect(changed).toEqual({ autoApprove: 0.5, notify: 1, confirm: 3, deny: 6 });
    expect(bandOf(6.5, changed).action).toBe('deny');
    expect(bandOf(6.5, defaultThresholds).action).toBe('confirm');
    expect(defaultThresholds.deny).toBe(8);
  });

  it.each<[Partial<RiskThresholds>, string]>([
    [{ deny: 2 }, 'thresholds.deny is 2, which is below thresholds.confirm 3'],
    [{ autoApprove: 1.5 }, 'thresholds.notify is 1, which is below thresholds.autoApprove 1.5'],
    [{ confirm: 9 }, 'thresholds.deny is 8, which is below thresholds.confirm 9'],
    [{ notify: Number.NaN }, 'thresholds.notify must be a finite number of at least 0, got NaN'],
    [{ deny: Infinity }, 'thresholds.deny must be a finite number of at least 0, got Infinity'],
    [{ autoApprove: -1 }, 'thresholds.autoApprove must be a finite number of at least 0, got -1'],
    [{ deny: '9' as unknown as number }, 'thresholds.deny must be a finite number of at least 0, got string'],
    [{ block: 9 } as Partial<RiskThresholds>, 'thresholds have no "block"'],
  ])('[S2-41] %j is refused with field and value', (change, message) => {
    try {
      changeThresholds(defaultThresholds, change);
      expect.unreachable();
    } catch (error) {
      expect(SentinelError.is(error, 'INVALID_CONFIG')).toBe(true);
      expect((error as Error).message).toBe(message);
    }
  });

  it('[S2-40] lowering a threshold never makes a decision less careful', () => {
    const severity = { auto: 0, notify: 1, confirm: 2, deny: 3 };
    const four = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 4 });
    const of = (values: readonly number[]): RiskThresholds => {
      const [autoApprove = 0, notify = 0, confirm = 0, deny = 0] = values.toSorted((a, b) => a - b);
      return changeThresholds(defaultThresholds, { autoApprove, notify, confirm, deny });
    };
    fc.assert(
      fc.property(four, fc.nat({ max: 100 }), fc.integer({ min: 0, max: 1200 }), (values, less, score) => {
        const loose = bandOf(score, of(values));
        const tight = bandOf(score, of(values.map((value) => Math.max(0, value - less))));
        expect(severity[tight.action]).toBeGreaterThanOrEqual(severity[loose.action]);
      }),
    );
  });
});
