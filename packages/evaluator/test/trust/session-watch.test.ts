import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTrustEvent, INITIAL_TRUST_STATE } from '../../src/trust/trust-state.js';
import { callFacts, effect, turnFacts } from '../support/trust-facts.js';
import { CALLS_A_TURN, createSessionWatch, type SessionWatch } from '../../src/trust/session-watch.js';
import { SPAWN_RULE } from '../../src/trust/spawn-limit.js';
import type { TrustEventBody } from '../../src/trust/trust-event.js';

/** A session whose host says when turns end. */
const hosted = (): SessionWatch => {
  const watch = createSessionWatch();
  watch.endTurn(1);
  return watch;
};
const kinds = (events: readonly TrustEventBody[]): readonly string[] => events.map(({ kind }) => kind);
const callTimes = (watch: SessionWatch, count: number): readonly TrustEventBody[] =>
  Array.from({ length: count }, () => watch.call(callFacts())).flat();

describe('autonomy', () => {
  it('[S4-10] [S4-78] [S4-79] the fifth call in a row without the user is told of, once a turn', () => {
    const watch = hosted();
    expect(callTimes(watch, 4)).toEqual([]);
    expect(callTimes(watch, 1)).toMatchObject([
      { kind: 'autonomy_escalation', consecutiveCalls: 5, at: 1000 },
    ]);
    expect(callTimes(watch, 50)).toEqual([]);
  });

  it('[S4-78] a word of the user begins the row anew', () => {
    const watch = hosted();
    callTimes(watch, 4);
    watch.endTurn(2000);
    expect(callTimes(watch, 4)).toEqual([]);
    expect(kinds(callTimes(watch, 1))).toEqual(['autonomy_escalation']);
  });

  it('[S4-78] so does a grant of a person; a call that did not run does not count', () => {
    const watch = hosted();
    callTimes(watch, 4);
    watch.call(callFacts({ approvedByPerson: true }));
    watch.call(callFacts({ ran: false }));
    expect(callTimes(watch, 4)).toEqual([]);
    expect(kinds(callTimes(watch, 1))).toEqual(['autonomy_escalation']);
  });

  it('[S4-79] names the calls that are its evidence', () => {
    const watch = hosted();
    const calls = Array.from({ length: 5 }, (_, n) => callFacts({ callId: `c${n}` }));
    expect(calls.flatMap((facts) => watch.call(facts))).toMatchObject([
      { calls: ['c0', 'c1', 'c2', 'c3', 'c4'] },
    ]);
  });

  it('is unknown where the host never says that the user spoke, and told when it first does', () => {
    const watch = createSessionWatch();
    expect(callTimes(watch, 10)).toEqual([]);
    expect(kinds(watch.endTurn(2000))).toEqual(['autonomy_escalation', 'turn_ended']);
  });

  it('[S4-78] may begin at another number', () => {
    const watch = createSessionWatch({ autonomyThreshold: 2 });
    watch.endTurn(1);
    expect(kinds(callTimes(watch, 2))).toEqual(['autonomy_escalation']);
  });
});

describe('critical events', () => {
  it.each([
    ['flow.secret', 'credential_leak'],
    ['flow.secret-to-network', 'credential_leak'],
    ['flow.untrusted-destination', 'injection_driven'],
    ['instant.superuser', 'instant_block'],
    ['instant.delete-everything', 'instant_block'],
    ['state.protected', 'own_records'],
    ['variant.refused', 'repeated_refusal'],
  ])('a call that the rule %s stopped is %s', (rule, cause) => {
    const facts = callFacts({ callId: 'c', rules: [rule], ran: false });
    expect(hosted().call(facts)).toEqual([{ kind: 'critical', cause, at: 1000, calls: ['c'] }]);
  });

  it('each cause is told once a call, and a rule that only asks is none', () => {
    const rules = ['instant.download-to-shell', 'flow.download-to-shell', 'flow.trifecta', 'constructor'];
    expect(hosted().call(callFacts({ rules, ran: false }))).toHaveLength(1);
  });

  it('what a person granted is that person’s judgement', () => {
    expect(hosted().call(callFacts({ rules: ['variant.refused'], approvedByPerson: true }))).toEqual([]);
  });

  it('a rollback that failed is one, whoever approved the call', () => {
    expect(hosted().call(callFacts({ rollbackFailed: true, approvedByPerson: true }))).toMatchObject([
      { kind: 'critical', cause: 'failed_rollback' },
    ]);
  });
});

it('[S4-11] [S4-83] a chain is told with its pattern and its calls', () => {
  const watch = hosted();
  watch.call(callFacts({ callId: 'w', effects: [effect('fs.write', '/w/a.sh')] }));
  expect(watch.call(callFacts({ callId: 'x', effects: [effect('code.exec', '/w/a.sh')] }))).toEqual([
    { kind: 'chain_risk_detected', pattern: 'WRITE_EXEC', at: 1000, calls: ['w', 'x'] },
  ]);
});

describe('helpers', () => {
  it('[S4-13] are counted as soon as they may start, and the one that is refused is told of', () => {
    const watch = hosted();
    for (let n = 0; n < 5; n += 1) watch.allowed(`c${n}`, 'spawn_agent', 1000);
    watch.allowed('other', 'read_file', 1000);
    expect(watch.spawnsWithin(1000)).toBe(5);
    const refused = callFacts({ tool: 'spawn_agent', ran: false, rules: [SPAWN_RULE] });
    expect(watch.call(refused)).toMatchObject([{ kind: 'subagent_explosion', spawns: 6 }]);
    for (let again = 0; again < 10; again += 1) expect(watch.call(refused)).toEqual([]);
    watch.call(callFacts({ callId: 'c0', tool: 'spawn_agent', ran: false }));
    expect(watch.spawnsWithin(1000)).toBe(4);
    expect(watch.spawnsWithin(301_000)).toBe(0);
  });
});

describe('turns', () => {
  it('[S4-84] that the host ends are kept with the tools, the high-risk calls and the duration', () => {
    const watch = hosted();
    watch.call(callFacts({ callId: 'a' }));
    watch.call(callFacts({ callId: 'b', tool: 'bash', toolClass: 'HIGH', durationMs: 90 }));
    watch.call(callFacts({ tool: 'bash', toolClass: 'HIGH', ran: false }));
    const facts = { calls: 2, highRisk: 1, durationMs: 100, tools: { read_file: 1, bash: 1 } };
    expect(watch.endTurn(2000)).toEqual([
      { kind: 'turn_ended', source: 'host', at: 2000, facts, calls: ['a', 'b'] },
    ]);
    expect(watch.endTurn(3000, 700)).toMatchObject([{ facts: { calls: 0, durationMs: 700, tools: {} } }]);
    expect(watch.endTurn(4000)).toMatchObject([{ facts: { calls: 0, durationMs: null } }]);
  });

  it('are twenty calls without a critical event where the host never ends one', () => {
    const watch = createSessionWatch();
    callTimes(watch, CALLS_A_TURN - 1);
    watch.call(callFacts({ rules: ['instant.superuser'], ran: false }));
    expect(callTimes(watch, CALLS_A_TURN - 1)).toEqual([]);
    expect(callTimes(watch, 1)).toMatchObject([
      { kind: 'turn_ended', source: 'calls', facts: { calls: 39 } },
    ]);
    expect(kinds(callTimes(watch, 40))).toEqual(['turn_ended', 'turn_ended']);
  });

  it('are no longer counted by calls once the host ends them', () => {
    expect(kinds(callTimes(hosted(), 100))).toEqual(['autonomy_escalation']);
  });
});

describe('drift', () => {
  const history = Array.from({ length: 50 }, (_, n): TrustEventBody => ({
    kind: 'turn_ended',
    source: 'host',
    at: n,
    calls: [],
    facts: turnFacts({ calls: 9 + (n % 3) }),
  }));

  it('[S4-12] [S4-88] raises an event with its score and level, against the turns of the history', () => {
    const watch = createSessionWatch({ history });
    const events = Array.from({ length: 12 }, (_, n) => {
      for (let call = 0; call < 40; call += 1) watch.call(callFacts({ tool: 'bash', toolClass: 'HIGH' }));
      return watch.endTurn(2000 + n, 20_000);
    }).flat();
    const drifts = events.filter((event) => event.kind === 'drift_detected');
    expect(drifts[0]).toMatchObject({ level: 'moderate' });
    expect(drifts.at(-1)).toMatchObject({ level: 'significant' });
    expect(drifts.every(({ score, level }) => (score >= 1 ? 'significant' : 'moderate') === level)).toBe(
      true,
    );
    expect(events.filter((event) => event.kind === 'critical')).toMatchObject([{ cause: 'sustained_drift' }]);
  });

  it('says nothing without a host that ends turns', () => {
    const watch = createSessionWatch();
    const events = callTimes(watch, 20 * CALLS_A_TURN);
    expect(new Set(kinds(events))).toEqual(new Set(['turn_ended']));
  });
});

describe('whatever the kernel tells', () => {
  const odd = fc.constantFrom(Number.NaN, Infinity, -Infinity, -1, 0, 1e3, 5, 1e18);
  const facts = fc
    .record({
      at: odd,
      durationMs: odd,
      tool: fc.constantFrom('__proto__', 'constructor', 'bash', 'spawn_agent', '\0', '\ud800'),
      ran: fc.boolean(),
      approvedByPerson: fc.boolean(),
      rollbackFailed: fc.boolean(),
      rules: fc.array(fc.constantFrom('instant.superuser', 'x', '__proto__', SPAWN_RULE), { maxLength: 3 }),
    })
    .map((changes) => callFacts(changes));

  it('its events are in order of time and can all be counted', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(facts, fc.boolean()), { maxLength: 60 }), (calls) => {
        const watch = createSessionWatch();
        const events = calls.flatMap(([each, ends]) => [
          ...watch.call(each),
          ...(ends ? watch.endTurn(each.at, each.durationMs) : []),
        ]);
        let state = INITIAL_TRUST_STATE;
        for (const event of events) {
          expect(event.at).toBeGreaterThanOrEqual(state.at);
          state = applyTrustEvent(state, event);
        }
      }),
    );
  });

  it('a turn keeps a bounded number of tools and calls', () => {
    const watch = hosted();
    for (let n = 0; n < 10_000; n += 1)
      watch.call(
        callFacts({ tool: `tool_${n}${'x'.repeat(1000)}`, effects: [effect('fs.write', `/w/${n}`)] }),
      );
    const [event] = watch.endTurn(2000);
    expect(JSON.stringify(event).length).toBeLessThan(4000);
    expect(event).toMatchObject({ facts: { calls: 10_000, tools: { '*': 10_000 - 32 } } });
  });
});
