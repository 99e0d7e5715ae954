import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readObservation, writeObservation } from '../../src/observations/observation-line.js';
import { SIGNAL_STRENGTHS } from '../../src/index.js';
import type { FeedbackSignal } from '../../src/index.js';
import type { Observation } from '../../src/observations/observation.js';

const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 50 });
const score = fc.option(fc.integer({ min: 0, max: 100 }));
const base = { id: name, at: fc.nat(), session: name };
const observation: fc.Arbitrary<Observation> = fc.oneof(
  fc.record({
    type: fc.constant('call' as const),
    ...base,
    call: name,
    tool: name,
    status: fc.constantFrom('succeeded', 'failed', 'timed-out', 'aborted', 'planned'),
    preExec: score,
    runtime: score,
    postExec: score,
    verify: fc.constantFrom('PASS', 'WARN', 'FAIL', null),
    risk: fc.double({ min: 0, max: 11, noNaN: true, noDefaultInfinity: true }).map((risk) => risk + 0),
  }),
  fc.record({
    type: fc.constant('signal' as const),
    ...base,
    signal: fc.constantFrom(...(Object.keys(SIGNAL_STRENGTHS) as FeedbackSignal[])),
    source: fc.constantFrom('explicit', 'auto-detected'),
    confidence: fc.double({ min: 0.01, max: 1, noNaN: true }),
  }),
  fc.record({ type: fc.constant('end' as const), ...base }),
);

it('what is written on a line is read back', () => {
  fc.assert(
    fc.property(observation, (given) => {
      const line = writeObservation(given);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(readObservation(JSON.parse(line))).toEqual(given);
    }),
  );
});

it('no JSON value makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(readObservation(value)).toBeNull();
    }),
  );
});

describe('what is not ours', () => {
  const call = {
    v: 1,
    type: 'call',
    id: 'a',
    at: 1,
    session: 's',
    call: 'c',
    tool: 't',
    status: 'succeeded',
    preExec: 1,
    runtime: 1,
    postExec: 1,
    verify: 'PASS',
    risk: 1,
  };
  const signal = {
    v: 1,
    type: 'signal',
    id: 'a',
    at: 1,
    session: 's',
    signal: 'user_used_result',
    source: 'explicit',
    confidence: 1,
  };

  it.each([
    { ...call, v: 2 },
    { ...call, type: 'other' },
    { ...call, id: '' },
    { ...call, at: -1 },
    { ...call, at: null },
    { ...call, session: 7 },
    { ...call, tool: 'x'.repeat(500) },
    { ...call, status: 'constructor' },
    { ...call, verify: 'toString' },
    { ...call, preExec: 101 },
    { ...call, runtime: '1' },
    { ...call, risk: null },
    { ...signal, signal: '__proto__' },
    { ...signal, source: 'agent' },
    { ...signal, confidence: 2 },
  ])('%j is refused', (value) => {
    expect(readObservation(call)).not.toBeNull();
    expect(readObservation(signal)).not.toBeNull();
    expect(readObservation(value)).toBeNull();
  });
});
