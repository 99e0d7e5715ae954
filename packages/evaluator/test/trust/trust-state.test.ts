import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTrustEvent, INITIAL_TRUST_STATE, type TrustState } from '../../src/trust/trust-state.js';
import { AXIS_NAMES, axesOf } from '../../src/trust/axes.js';
import { CHAIN_PATTERNS } from '../../src/trust/chain-risk.js';
import { CRITICAL_COSTS, type CriticalCause } from '../../src/trust/critical-cause.js';
import { DRIFT_LEVELS } from '../../src/trust/drift.js';
import { DRIFT_MEASURES } from '../../src/trust/drift-measure.js';
import { reaches, scoreTrust } from '../../src/trust/trust-score.js';
import { turnFacts } from '../support/trust-facts.js';
import { unitsOf } from '../../src/trust/units.js';
import type { TrustEventBody } from '../../src/trust/trust-event.js';

const CAUSES = Object.keys(CRITICAL_COSTS) as CriticalCause[];
const at = 1_700_000_000_000;
const base = { at, calls: ['call_1'] };
const critical = (cause: CriticalCause): TrustEventBody => ({ ...base, kind: 'critical', cause });
const turn = (source: 'host' | 'calls' = 'host'): TrustEventBody => ({
  ...base,
  kind: 'turn_ended',
  source,
  facts: turnFacts(),
});
const fold = (events: readonly TrustEventBody[], state: TrustState = INITIAL_TRUST_STATE): TrustState =>
  events.reduce(applyTrustEvent, state);

const anyEvent: fc.Arbitrary<TrustEventBody> = fc.oneof(
  fc.constantFrom(...CAUSES).map(critical),
  fc.constantFrom(turn('host'), turn('calls')),
  fc.nat().map((consecutiveCalls) => ({ ...base, kind: 'autonomy_escalation' as const, consecutiveCalls })),
  fc
    .constantFrom(...CHAIN_PATTERNS)
    .map((pattern) => ({ ...base, kind: 'chain_risk_detected' as const, pattern })),
  fc
    .record({
      score: fc.double({ min: 0.5, max: 5, noNaN: true }),
      level: fc.constantFrom(...DRIFT_LEVELS),
      measure: fc.constantFrom(...DRIFT_MEASURES),
    })
    .map((drift) => ({ ...base, kind: 'drift_detected' as const, ...drift })),
  fc.nat().map((spawns) => ({ ...base, kind: 'subagent_explosion' as const, spawns })),
  fc.record({ by: fc.string(), reason: fc.string(), automatic: fc.boolean() }).map((halt) => ({
    ...base,
    kind: 'halted' as const,
    ...halt,
  })),
  fc.string().map((by) => ({ ...base, kind: 'resumed' as const, by })),
);

describe('what events cost', () => {
  it('[S4-10] an escalation of autonomy costs 0.10 of the norm', () => {
    const state = fold([{ ...base, kind: 'autonomy_escalation', consecutiveCalls: 5 }]);
    expect(axesOf(state.losses)).toEqual({ baseline: 1, norm: 0.9, stability: 0, metaControl: 1 });
    expect(scoreTrust(state).r).toBe(0.025);
  });

  it('[S4-11] a chain costs 0.05 of the norm', () => {
    const state = fold([{ ...base, kind: 'chain_risk_detected', pattern: 'WRITE_EXEC' }]);
    expect(axesOf(state.losses).norm).toBe(0.95);
  });

  it.each([
    ['S4-85', 'moderate', 0.05],
    ['S4-86', 'significant', 0.1],
  ] as const)('[S4-12] [%s] [S4-87] %s drift raises stability by %d', (_row, level, stability) => {
    const state = fold([{ ...base, kind: 'drift_detected', score: 0.7, level, measure: 'duration' }]);
    expect(axesOf(state.losses).stability).toBe(stability);
  });

  it('a critical event costs its axis and raises the peak, three of the gravest to a halt', () => {
    const one = fold([critical('credential_leak')]);
    expect(scoreTrust(one)).toMatchObject({ r: 0.4, rPeak: 0.4, band: 'Alert' });
    expect(axesOf(one.losses).norm).toBe(0.7);
    const two = fold([critical('credential_leak')], one);
    expect(scoreTrust(two)).toMatchObject({ r: 0.64, band: 'Critical' });
    expect(scoreTrust(fold([critical('credential_leak')], two))).toMatchObject({ r: 0.784, band: 'Halt' });
  });
});

describe('turns', () => {
  it('[S4-84] the end of a turn is kept with its axes, tools and duration, before anything is forgotten', () => {
    const state = fold([critical('failed_rollback'), turn()]);
    expect(state.lastTurn).toEqual({
      at,
      losses: { baseline: unitsOf(0.2), norm: 0, stability: 0, metaControl: 0 },
      facts: turnFacts(),
    });
    expect(state.losses.baseline).toBeLessThan(unitsOf(0.2));
  });

  it('a turn with a critical event leaves the peak, and a clean one halves it', () => {
    const unclean = fold([critical('instant_block'), turn()]);
    expect([unclean.peak, unclean.unclean]).toEqual([unitsOf(0.12), false]);
    expect(fold([turn()], unclean).peak).toBe(unitsOf(0.06));
  });

  it('a row of calls without a critical event is a clean turn, also right after one', () => {
    const state = fold([critical('instant_block'), turn('calls')]);
    expect([state.peak, state.hostTurns]).toEqual([unitsOf(0.06), false]);
  });

  it('an agent that escalates and chains in every turn stays Normal for good', () => {
    const ordinary: TrustEventBody[] = [
      { ...base, kind: 'autonomy_escalation', consecutiveCalls: 5 },
      ...CHAIN_PATTERNS.map((pattern) => ({ ...base, kind: 'chain_risk_detected' as const, pattern })),
    ];
    let state = INITIAL_TRUST_STATE;
    for (let n = 0; n < 200; n += 1) {
      state = fold(ordinary, state);
      expect(scoreTrust(state).band).toBe('Normal');
      state = fold([turn()], state);
    }
    expect(scoreTrust(state).r).toBeLessThan(0.0626);
  });
});

describe('a halt', () => {
  const halt: TrustEventBody = { ...base, kind: 'halted', by: 'ada', reason: 'stop', automatic: false };

  it('stays, with the reason of the first, until it is resumed; then the peak is gone and the axes are not', () => {
    const halted = fold([
      critical('own_records'),
      halt,
      { ...halt, by: 'bob', reason: 'again' },
      turn(),
      turn(),
    ]);
    expect(halted.halt).toEqual({ by: 'ada', reason: 'stop', automatic: false, at });
    const resumed = fold([{ ...base, kind: 'resumed', by: 'ada' }], halted);
    expect([resumed.halt, resumed.peak]).toEqual([null, 0]);
    expect(resumed.losses).toEqual(halted.losses);
    expect(resumed.losses.baseline).toBeGreaterThan(0);
  });

  it('says nothing of the agent: its trust stays unknown', () => {
    expect(fold([halt]).observed).toBe(false);
  });

  it.each(AXIS_NAMES)('[S4-08] is reached from the axis %s alone', (axis) => {
    const cause = CAUSES.find((each) => CRITICAL_COSTS[each].axis === axis) ?? 'credential_leak';
    expect(CRITICAL_COSTS[cause].axis).toBe(axis);
    let state = INITIAL_TRUST_STATE;
    for (let n = 0; n < 10 && !reaches(state, 0.75); n += 1) state = fold([critical(cause)], state);
    expect(reaches(state, 0.75)).toBe(true);
    for (const other of AXIS_NAMES) expect(state.losses[other] > 0).toBe(other === axis);
  });

  it('[S4-08] is reached by every cause that happens again and again, over whatever turns came before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CAUSES), fc.array(anyEvent, { maxLength: 30 }), (cause, before) => {
        const state = fold([...before, ...Array<TrustEventBody>(11).fill(critical(cause))]);
        expect(reaches(state, 0.75)).toBe(true);
      }),
    );
  });
});

describe('whatever events come', () => {
  it('the risk lies within 0 and 1, and all that decides a band is a whole number', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 80 }), (events) => {
        const state = fold(events);
        const { r } = scoreTrust(state);
        expect(r >= 0 && r <= 1).toBe(true);
        expect([...Object.values(state.losses), state.peak].every(Number.isSafeInteger)).toBe(true);
      }),
    );
  });

  it('the state does not grow', () => {
    const events = fc.sample(anyEvent, { numRuns: 2000, seed: 7 });
    const texts = new Set(['by', 'reason']);
    const sizeOf = (state: TrustState): number =>
      JSON.stringify(state, (key, value: unknown) => (texts.has(key) ? '' : value)).length;
    expect(sizeOf(fold(events))).toBeLessThan(1000);
  });

  it('the same events give the same state, in one go or taken up again', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.nat(40), (events, cut) => {
        const kept = JSON.parse(JSON.stringify(fold(events.slice(0, cut)))) as TrustState;
        expect(fold(events.slice(cut), kept)).toEqual(fold(events));
      }),
    );
  });

  it('a time that steps back is held at the latest', () => {
    expect(fold([turn(), { ...turn(), at: 5 }]).at).toBe(at);
  });
});
