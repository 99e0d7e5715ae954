import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEPT_SESSIONS, Standing } from '../../src/standing/standing.js';
import { restoreStanding, saveStanding } from '../../src/standing/saved-standing.js';
import { SIGNAL_STRENGTHS } from '../../src/index.js';
import type { CallObservation, Observation } from '../../src/observations/observation.js';
import type { FeedbackSignal } from '../../src/index.js';

let ids = 0;

function call(changes: Partial<CallObservation> = {}): CallObservation {
  ids += 1;
  return {
    type: 'call',
    id: `o${ids}`,
    at: 1_000_000,
    session: 's',
    call: `call_${ids}`,
    tool: 'exec',
    status: 'succeeded',
    preExec: 90,
    runtime: 100,
    postExec: null,
    verify: 'PASS',
    risk: 0.19,
    ...changes,
  };
}

function fold(observations: readonly Observation[]): Standing {
  const standing = new Standing();
  for (const observation of observations) standing.apply(observation);
  return standing;
}

const observations = fc.array(
  fc.oneof(
    fc
      .record({
        session: fc.constantFrom('a', 'b', '__proto__', '\ud800'),
        at: fc.nat({ max: 10 ** 9 }),
        status: fc.constantFrom('succeeded', 'planned', 'failed'),
        verify: fc.constantFrom('PASS', 'FAIL', null),
        runtime: fc.option(fc.integer({ min: 0, max: 100 })),
        risk: fc.constantFrom(0.19, 3, 9.18),
      })
      .map((changes) => call(changes)),
    fc.record({
      type: fc.constant('signal' as const),
      id: fc.uuid(),
      at: fc.nat({ max: 10 ** 9 }),
      session: fc.constantFrom('a', 'b'),
      signal: fc.constantFrom(...(Object.keys(SIGNAL_STRENGTHS) as FeedbackSignal[])),
      source: fc.constantFrom('explicit', 'auto-detected'),
      confidence: fc.double({ min: 1e-9, max: 1, noNaN: true }),
    }),
    fc.record({
      type: fc.constant('end' as const),
      id: fc.uuid(),
      at: fc.nat(),
      session: fc.constantFrom('a', 'c'),
    }),
  ),
);

it('saved and restored anywhere, a fold goes on as if nothing had happened', () => {
  fc.assert(
    fc.property(observations, observations, (before, after) => {
      const straight = fold([...before, ...after]);
      const restored = restoreStanding(JSON.parse(JSON.stringify(saveStanding(fold(before)))));
      expect(restored).not.toBeNull();
      for (const observation of after) restored?.apply(observation);
      expect(restored && saveStanding(restored)).toEqual(saveStanding(straight));
    }),
  );
});

it('an observation that is met twice counts once', () => {
  const observation = call();
  expect(fold([observation, observation]).total.operations).toBe(1);
});

it('a dry run is no operation and no risk', () => {
  expect(fold([call({ status: 'planned', risk: 9 })]).total).toMatchObject({
    operations: 0,
    planned: 1,
    highRisk: 0,
  });
});

it('an operation is of high risk from a score of 3', () => {
  expect(fold([call({ risk: 2.99 }), call({ risk: 3 })]).total.highRisk).toBe(1);
});

it('keeps the last sessions apart and the others in the whole', () => {
  const standing = fold(
    Array.from({ length: KEPT_SESSIONS + 20 }, (_, index) => call({ session: `s${index}` })),
  );
  expect(standing.sessions.size).toBe(KEPT_SESSIONS);
  expect(standing.sessions.has('s0')).toBe(false);
  expect(standing.forgottenSessions).toBe(20);
  expect(standing.total.operations).toBe(KEPT_SESSIONS + 20);
});

it('a session that goes on after its end is not ended', () => {
  const end: Observation = { type: 'end', id: 'e', at: 1, session: 's' };
  expect(fold([call(), end]).sessions.get('s')?.ended).toBe(true);
  expect(fold([call(), end, call()]).sessions.get('s')?.ended).toBe(false);
  expect(fold([end]).sessions.size).toBe(0);
});

describe('memory', () => {
  it('is bounded over many observations in any order of time', () => {
    const standing = new Standing();
    for (let index = 0; index < 10_000; index += 1) {
      const at = ((index * 7919) % 10_000) * 60_000;
      standing.apply(call({ at, session: `s${index}`, verify: 'FAIL' }));
      standing.apply({
        type: 'signal',
        id: `g${index}`,
        at,
        session: 's',
        signal: 'user_used_result',
        source: 'explicit',
        confidence: 1,
      });
    }
    const text = JSON.stringify(saveStanding(standing));
    expect(text.length).toBeLessThan(1_500_000);
    expect(standing.total.operations).toBe(10_000);
    expect(standing.activity.lastDay(9_999 * 60_000).calls).toBe(1440);
  });
});

it.each([
  ['total', null],
  ['total', { operations: -1 }],
  ['sessions', {}],
  ['sessions', [['s']]],
  ['sessions', ['s']],
  ['forgottenSessions', -1],
  ['activity', [[1, 2, -3]]],
  ['activity', ['x']],
  ['signals', [{ id: 'a', at: 1, session: 's', strength: 2_000_000 }]],
  ['signals', ['x']],
  ['failures', [{ at: 1, session: 's' }]],
  ['failures', ['x']],
  ['ids', [7]],
])('a saved standing whose %s is %j is refused', (part, value) => {
  const saved = JSON.parse(JSON.stringify(saveStanding(fold([call()])))) as Record<string, unknown>;
  expect(restoreStanding(saved)).not.toBeNull();
  expect(restoreStanding({ ...saved, [part]: value })).toBeNull();
});

it.each([
  [{ signals: null }],
  [{ signals: { total: 1, positive: 0, negative: 0, sum: 0, bySignal: { bogus: 1 } } }],
  [{ signals: { total: 0, positive: 0, negative: 0, sum: 5, bySignal: {} } }],
  [{ tracks: null }],
  [{ tracks: {} }],
  [{ ended: 'no' }],
  [{ lastAt: 'never' }],
  [{ tracks: { ...new Standing().total.tracks, runtime: { ...new Standing().total.tracks.runtime, n: 1 } } }],
  [
    {
      tracks: {
        ...new Standing().total.tracks,
        runtime: { n: 0, good: 0, bad: 0, quickGood: -1, quickWeight: 0, evidence: [] },
      },
    },
  ],
  [
    {
      tracks: {
        ...new Standing().total.tracks,
        runtime: { n: 0, good: 0, bad: 0, quickGood: 0, quickWeight: 0, evidence: 'x' },
      },
    },
  ],
])('a saved tally with %j is refused', (changes) => {
  const saved = saveStanding(new Standing());
  expect(restoreStanding({ ...saved, total: { ...new Standing().total, ...changes } })).toBeNull();
});

it.each([null, 7, 'x', []])('%j is no saved standing', (value) => {
  expect(restoreStanding(value)).toBeNull();
});
