import { describe, expect, it } from 'vitest';
import { scoreRuntime } from '../../src/index.js';
import type { RuntimeFacts } from '../../src/index.js';

const score = (facts: RuntimeFacts): number | null => scoreRuntime(facts).score;

describe('[S2-94] the runtime score', () => {
  it('loses 15 for every retry', () => {
    const retried = (retryCount: number) => score({ status: 'succeeded', context: { retryCount } });
    expect([retried(0), retried(1), retried(2), retried(6), retried(7)]).toEqual([100, 85, 70, 10, 0]);
  });

  it('loses 50 for a time-out', () => {
    expect(score({ status: 'timed-out' })).toBe(50);
  });

  it('gains 20 when the agent corrected itself, held within 100', () => {
    const corrected = { wasSelfCorrected: true };
    expect(score({ status: 'succeeded', context: { retryCount: 2, ...corrected } })).toBe(90);
    expect(score({ status: 'succeeded', context: corrected })).toBe(100);
    expect(score({ status: 'timed-out', context: { retryCount: 1, ...corrected } })).toBe(55);
  });

  it('judges the choice of tool: 30 for a failure, 20 more for a call that had failed before', () => {
    expect(score({ status: 'failed' })).toBe(70);
    expect(score({ status: 'failed', repeatsFailure: true })).toBe(50);
    expect(score({ status: 'timed-out', repeatsFailure: true })).toBe(30);
    expect(score({ status: 'succeeded', repeatsFailure: true })).toBe(100);
  });

  it('names what was added and taken', () => {
    expect(
      scoreRuntime({ status: 'timed-out', context: { retryCount: 2, wasSelfCorrected: true } }).adjustments,
    ).toEqual([
      { reason: 'retries', points: -30 },
      { reason: 'timeout', points: -50 },
      { reason: 'self-corrected', points: 20 },
    ]);
  });
});

it('absent facts cost and earn nothing', () => {
  expect(scoreRuntime({ status: 'succeeded' })).toEqual({ score: 100, adjustments: [] });
});

it.each(['planned', 'aborted'] as const)('a %s run says nothing about the agent', (status) => {
  expect(score({ status, context: { retryCount: 3 } })).toBeNull();
});

it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '2'])(
  'a retryCount of %s is an error naming it',
  (retryCount) => {
    expect(() => score({ status: 'succeeded', context: { retryCount: retryCount as number } })).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: `context.retryCount must be a whole number from 0, got ${retryCount}.`,
      }),
    );
  },
);
