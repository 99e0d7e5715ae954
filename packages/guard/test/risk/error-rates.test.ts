import type { CompletedCall } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createErrorRates, type ErrorRates } from '../../src/risk/error-rates.js';
import { callOf } from '../effects-by-hand.js';

const write = { verb: 'fs.write', scope: 'workspace' } as const;

function run(
  status: CompletedCall['run']['status'],
  verdict: CompletedCall['verdict']['status'] = 'PASS',
  tool = 'exec',
): Parameters<ErrorRates['observe']>[0] {
  return {
    call: callOf(tool),
    run: { status } as CompletedCall['run'],
    verdict: { status: verdict, checks: [] },
  };
}

describe('the error rate of a tool', () => {
  it('starts at the cold rate of the effect', () => {
    expect(createErrorRates().rateOf('exec', write)).toBe(50);
  });

  it('[S2-42] rises with failures, smoothed: one failure is no catastrophe, ten are plain', () => {
    const rates = createErrorRates();
    rates.observe(run('failed'));
    // (20 · 0.05 + 1) / 21 = 0.0952…
    expect(rates.rateOf('exec', write)).toBe(95);
    for (let count = 0; count < 9; count++) rates.observe(run('timed-out'));
    // (20 · 0.05 + 10) / 30 = 0.3667
    expect(rates.rateOf('exec', write)).toBe(367);
    expect(rates.rateOf('other', write)).toBe(50);
  });

  it('[S2-42] counts a phantom success as a failure, and says nothing on aborted and planned runs', () => {
    const rates = createErrorRates();
    rates.observe(run('succeeded', 'FAIL'));
    expect(rates.rateOf('exec', write)).toBe(95);
    rates.observe(run('aborted'));
    rates.observe(run('planned'));
    rates.observe(run('aborted', 'FAIL'));
    expect(rates.rateOf('exec', write)).toBe(95);
    rates.observe(run('succeeded', 'WARN'));
    expect(rates.rateOf('exec', write)).toBe(91);
  });

  it('is not bought down by harmless successes', () => {
    const rates = createErrorRates();
    for (let count = 0; count < 500; count++) rates.observe(run('succeeded'));
    expect(rates.rateOf('exec', { verb: 'privilege.gain', scope: 'host' })).toBe(180);
  });

  it('never leaves cold rate to one, and one more failure never lowers it', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (outcomes) => {
        const rates = createErrorRates();
        for (const good of outcomes) rates.observe(run(good ? 'succeeded' : 'failed'));
        const before = rates.rateOf('exec', write);
        rates.observe(run('failed'));
        const after = rates.rateOf('exec', write);
        expect(before).toBeGreaterThanOrEqual(50);
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(1000);
      }),
    );
  });

  it('remembers a thousand tools and forgets the one not seen for longest', () => {
    const rates = createErrorRates();
    rates.observe(run('failed', 'PASS', 'first'));
    rates.observe(run('failed', 'PASS', 'second'));
    for (let count = 0; count < 998; count++) rates.observe(run('succeeded', 'PASS', `tool-${count}`));
    rates.observe(run('succeeded', 'PASS', 'first'));
    rates.observe(run('succeeded', 'PASS', 'one more'));
    expect(rates.rateOf('first', write)).toBe(91);
    expect(rates.rateOf('second', write)).toBe(50);
  });

  it('two records know nothing of each other', () => {
    const one = createErrorRates();
    one.observe(run('failed'));
    expect(createErrorRates().rateOf('exec', write)).toBe(50);
  });
});
