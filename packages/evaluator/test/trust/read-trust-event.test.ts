import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTrustEvent, INITIAL_TRUST_STATE } from '../../src/trust/trust-state.js';
import { readTrustEvent } from '../../src/trust/read-trust-event.js';
import { SentinelError } from '@sentinel-agentos/core';
import { turnFacts } from '../support/trust-facts.js';

const base = { at: 1, calls: ['call_1'], sessionId: 's1' };
const event = { ...base, kind: 'critical', cause: 'instant_block' };
const turn = { ...base, kind: 'turn_ended', source: 'host', facts: turnFacts() };

describe('an event of trust that was kept', () => {
  it.each([
    event,
    turn,
    { ...turn, facts: turnFacts({ durationMs: null, tools: {} }) },
    { ...base, kind: 'autonomy_escalation', consecutiveCalls: 5 },
    { ...base, kind: 'chain_risk_detected', pattern: 'READ_EXEC' },
    { ...base, kind: 'drift_detected', score: 0.5, level: 'moderate', measure: 'tool_mix' },
    { ...base, kind: 'subagent_explosion', spawns: 6 },
    { ...base, kind: 'halted', by: 'ada', reason: '', automatic: true },
    { ...base, kind: 'resumed', by: 'ada' },
  ])('comes back as it was: %j', (kept) => {
    expect(readTrustEvent(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it.each([
    [{ ...event, at: Number.NaN }, 'at'],
    [{ ...event, at: -1 }, 'at'],
    [{ ...event, at: Infinity }, 'at'],
    [{ ...event, at: '1' }, 'at'],
    [{ ...event, at: 8.65e15 }, 'at'],
    [{ ...event, calls: 'call_1' }, 'calls'],
    [{ ...event, calls: [1] }, 'calls'],
    [{ ...event, kind: 'constructor' }, 'kind'],
    [{ ...event, cause: 'toString' }, 'cause'],
    [{ ...event, sessionId: 7 }, 'sessionId'],
    [{ ...turn, source: 'agent' }, 'source'],
    [{ ...turn, facts: turnFacts({ calls: Number.NaN }) }, 'facts'],
    [{ ...turn, facts: turnFacts({ tools: { bash: -1 } }) }, 'facts'],
    [{ ...turn, facts: turnFacts({ durationMs: Number.NaN }) }, 'facts'],
    [{ ...base, kind: 'drift_detected', score: Number.NaN, level: 'moderate', measure: 'duration' }, 'score'],
    [{ ...base, kind: 'drift_detected', score: 1, level: 'grave', measure: 'duration' }, 'level'],
    [{ ...base, kind: 'chain_risk_detected', pattern: 'EXEC' }, 'pattern'],
    [{ ...base, kind: 'halted', by: 'ada', reason: 'x' }, 'automatic'],
    [null, 'trust event'],
    [[], 'trust event'],
  ])('is refused by the name of what is wrong with it: %j', (kept, field) => {
    expect(() => readTrustEvent(kept)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining(field) as string,
      }),
    );
  });

  it('is refused with an error of ours, whatever it is, and never changes the state', () => {
    fc.assert(
      fc.property(fc.anything(), (kept) => {
        try {
          applyTrustEvent(INITIAL_TRUST_STATE, readTrustEvent(kept));
        } catch (error) {
          expect(SentinelError.is(error, 'INVALID_ARGUMENT')).toBe(true);
        }
      }),
    );
  });
});
