import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { average, distance, FURTHEST, LAMBDA, LIMIT } from '../../src/trust/ewma.js';
import { BASELINE_TURNS, createDriftWatch, driftLevelOf, type DriftReading } from '../../src/trust/drift.js';
import { robustScale } from '../../src/trust/robust-scale.js';
import { turnFacts } from '../support/trust-facts.js';
import type { TurnFacts } from '../../src/trust/turn-facts.js';

/** Turns that vary a little around an ordinary one. */
const ordinary = (n: number): TurnFacts => {
  const bash = 1 + (n % 3);
  const calls = 9 + (n % 4);
  return {
    calls,
    highRisk: bash,
    durationMs: 18_000 + 1000 * (n % 5),
    tools: { read_file: calls - bash, bash },
  };
};

function readingsOf(turns: readonly TurnFacts[]): readonly (DriftReading | null)[] {
  const watch = createDriftWatch();
  for (let n = 0; n < BASELINE_TURNS; n += 1) watch.turn(ordinary(n));
  return turns.map((turn) => watch.turn(turn));
}

const times = (count: number, turn: (n: number) => TurnFacts): readonly TurnFacts[] =>
  Array.from({ length: count }, (_, n) => turn(n));

describe('drift', () => {
  it.each([
    [0, null],
    [0.4999, null],
    [0.5, 'moderate'],
    [0.9999, 'moderate'],
    [1, 'significant'],
    [7, 'significant'],
  ] as const)('[S4-85] [S4-86] a score of %d is %s', (score, level) => {
    expect(driftLevelOf(score)).toBe(level);
  });

  it('is told of an agent that does three times as much, from moderate to significant', () => {
    const found = readingsOf(times(20, (n) => ({ ...ordinary(n), calls: 3 * ordinary(n).calls }))).filter(
      (reading) => reading !== null,
    );
    expect(found[0]).toMatchObject({ level: 'moderate', measure: 'call_volume' });
    expect(found.at(-1)).toMatchObject({ level: 'significant', measure: 'call_volume' });
  });

  it.each([
    ['high_risk_share', { highRisk: 9 }],
    ['duration', { durationMs: 400_000 }],
    ['tool_mix', { tools: { browser_click: 10 } }],
    ['call_volume', { calls: 0, highRisk: 0, durationMs: null, tools: {} }],
  ] as const)('names %s where that is what changed', (measure, change) => {
    const found = readingsOf(times(20, () => turnFacts(change))).find((reading) => reading !== null);
    expect(found).toMatchObject({ measure });
  });

  it('is not told of what goes on as before, of a single odd turn, or before there is a baseline', () => {
    expect(readingsOf(times(500, ordinary)).every((reading) => reading === null)).toBe(true);
    const odd = turnFacts({ calls: 5000, highRisk: 5000, durationMs: 1e9, tools: { nmap: 5000 } });
    expect(readingsOf([odd, ...times(50, ordinary)]).every((reading) => reading === null)).toBe(true);
    const watch = createDriftWatch();
    for (let n = 0; n < BASELINE_TURNS; n += 1) expect(watch.turn(turnFacts({ calls: n ** 2 }))).toBeNull();
  });

  it('that is significant for three turns running is told to be sustained, once', () => {
    const found = readingsOf(times(40, (n) => ({ ...ordinary(n), calls: 60 })));
    const first = found.findIndex((reading) => reading?.level === 'significant');
    expect(found.map((reading, n) => (reading?.isSustained === true ? n : -1)).filter((n) => n >= 0)).toEqual(
      [first + 2],
    );
  });

  it('that lasts for fifty turns is how the agent works now', () => {
    const changed = (n: number): TurnFacts => ({ ...ordinary(n), calls: 3 * ordinary(n).calls });
    const found = readingsOf(times(300, changed));
    expect(found.slice(0, 50).some((reading) => reading !== null)).toBe(true);
    expect(found.slice(-200).every((reading) => reading === null)).toBe(true);
  });

  it('has a score from 0.5 with four decimals, whatever the turns are', () => {
    const count = fc.nat(1e9);
    const turn = fc.record({
      calls: count,
      highRisk: count,
      durationMs: fc.option(fc.double({ min: 0, max: 1e15, noNaN: true })),
      tools: fc.dictionary(fc.string(), count, { maxKeys: 40 }),
    });
    fc.assert(
      fc.property(fc.array(turn, { minLength: 60, maxLength: 80 }), (turns) => {
        const watch = createDriftWatch();
        for (const facts of turns) {
          const reading = watch.turn(facts);
          if (reading === null) continue;
          expect(reading.score).toBeGreaterThanOrEqual(0.5);
          expect(Math.round(reading.score * 10_000) / 10_000).toBe(reading.score);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the moving average', () => {
  it('goes to a constant value, and no further than the bound', () => {
    let averaged = 0;
    for (let n = 0; n < 200; n += 1) averaged = average(averaged, 2);
    expect(averaged).toBeCloseTo(2, 9);
    for (let n = 0; n < 200; n += 1) averaged = average(averaged, 1e9);
    expect(averaged).toBeCloseTo(FURTHEST, 9);
  });

  it('is a limit away at L times its own spread and that of the baseline together', () => {
    const spread = Math.sqrt(LAMBDA / (2 - LAMBDA) + 1 / 50);
    expect(distance(LIMIT * spread, 50)).toBeCloseTo(1, 12);
    expect(distance(-LIMIT * spread, 50)).toBeCloseTo(1, 12);
  });
});

it('a scale is not widened by one odd value, and never below the least spread', () => {
  const values = Array.from({ length: 50 }, (_, n) => n % 10);
  const odd = robustScale([...values.slice(1), 1e9], 0.1);
  expect(odd.spread).toBeLessThan(4);
  expect(robustScale(Array<number>(50).fill(3), 1)).toEqual({ middle: 3, spread: 1 });
});
