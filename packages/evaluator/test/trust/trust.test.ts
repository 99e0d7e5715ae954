import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleBlocked, sampleDecision } from '@sentinel-agentos/core/testing';
import type { ToolCall } from '@sentinel-agentos/core';
import { because, callOf, looks, refuse, rulesFor, run, trustBench } from '../support/trust-bench.js';
import type { TrustEvent } from '../../src/trust/trust-event.js';
import type { TrustOptions } from '../../src/trust/trust-options.js';

describe('the trust in a session', () => {
  it('[S4-94] is not known before its first call, and known from it on, with no server', () => {
    const { trust } = trustBench();
    expect(trust.status('main')).toMatchObject({
      r: null,
      pScore: null,
      grade: null,
      band: null,
      axes: null,
    });
    run(trust);
    expect(trust.status('main')).toMatchObject({
      r: 0,
      pScore: 100,
      grade: 'A',
      band: 'Normal',
      halted: null,
    });
  });

  it('[S4-04] [S4-14] [S4-97] is measured on four axes, and its grade changes on this machine alone', () => {
    const { trust } = trustBench();
    refuse(trust, 'flow.secret');
    expect(trust.status('main')).toMatchObject({
      r: 0.4,
      rAverage: 0.075,
      rPeak: 0.4,
      pScore: 60,
      grade: 'B',
      band: 'Alert',
      axes: { baseline: 1, norm: 0.7, stability: 0, metaControl: 1 },
    });
    expect(trust.status('main').events).toMatchObject([{ kind: 'critical', cause: 'credential_leak' }]);
    expect(trust.status('main').events[0]?.calls[0]).toMatch(/^op_/u);
  });

  it('[S4-06] asks and blocks by class of tool and band, and comes back with clean turns', () => {
    const { trust } = trustBench();
    run(trust);
    expect(['exec', 'fetch', 'read'].map((tool) => rulesFor(trust, tool))).toEqual([[], [], []]);
    refuse(trust, 'flow.secret');
    expect(['exec', 'fetch', 'read'].map((tool) => rulesFor(trust, tool))).toEqual([
      ['trust.confirm'],
      [],
      [],
    ]);
    refuse(trust, 'flow.secret');
    expect(trust.status('main').band).toBe('Critical');
    expect(['exec', 'fetch', 'read'].map((tool) => rulesFor(trust, tool))).toEqual([
      ['trust.block'],
      ['trust.confirm'],
      [],
    ]);
    trust.endTurn('main');
    trust.endTurn('main');
    trust.endTurn('main');
    trust.endTurn('main');
    expect(trust.status('main').band).toBe('Normal');
    expect(rulesFor(trust, 'exec')).toEqual([]);
  });

  it('[S4-64] asks with the tool, its risk, the mode, R(t), how to allow it and what happens when nobody does', () => {
    const { trust } = trustBench({ safetyGate: { confirmTimeoutMs: 20_000 } });
    refuse(trust, 'flow.secret');
    const [asked] = trust.inspect(callOf('bash'), sampleDecision('auto', looks));
    expect(asked).toEqual({
      gate: 'trust',
      rule: 'trust.confirm',
      floor: 'confirm',
      message: {
        en: 'Safety gate: confirmation required. Tool: bash | Risk: HIGH | Mode: Alert (R(t)=0.40). To allow: approve this call. Timeout: blocked after 20 s',
        zh: '安全门：需要确认。工具：bash | 风险：HIGH | 模式：警戒（R(t)=0.40）。如需放行：批准此调用。超时：20 秒后拦截',
      },
    });
    expect(trust.approvalWithinMs).toBe(20_000);
  });

  it('[S4-30] goes by the class that the host gave a tool', () => {
    const { trust } = trustBench({ safetyGate: { customToolRisk: { exec: 'LOW', read: 'HIGH' } } });
    refuse(trust, 'flow.secret');
    expect(rulesFor(trust, 'exec')).toEqual([]);
    expect(rulesFor(trust, 'read')).toEqual(['trust.confirm']);
  });

  it('[S4-27] asks and blocks for no band when it is switched off, and still halts and limits helpers', () => {
    const { trust } = trustBench({ safetyGate: { enabled: false } });
    refuse(trust, 'flow.secret');
    expect(rulesFor(trust, 'exec')).toEqual([]);
    for (let spawn = 0; spawn < 5; spawn += 1) run(trust, 'spawn_agent');
    expect(rulesFor(trust, 'spawn_agent')).toEqual(['trust.spawn-limit']);
    trust.halt('main', 'ada', 'enough');
    expect(rulesFor(trust, 'read')).toEqual(['trust.halted']);
  });

  it('[S4-28] takes 10 to 30 seconds for an answer, and nothing else', () => {
    for (const confirmTimeoutMs of [9_999, 30_001, Number.NaN, Infinity, '20000' as never, null as never]) {
      expect(() => trustBench({ safetyGate: { confirmTimeoutMs } })).toThrow('confirmTimeoutMs');
    }
    for (const confirmTimeoutMs of [10_000, 30_000]) {
      expect(trustBench({ safetyGate: { confirmTimeoutMs } }).trust.approvalWithinMs).toBe(confirmTimeoutMs);
    }
  });

  it('names an option that does not hold, and its value', () => {
    const bad: readonly [string, Partial<TrustOptions>][] = [
      ['dir', { dir: '' }],
      ['safetyGate.enabled', { safetyGate: { enabled: 'yes' as never } }],
      ['safetyGate.failClosed', { safetyGate: { failClosed: 1 as never } }],
      ['customToolRisk', { safetyGate: { customToolRisk: { exec: 'low' as never } } }],
      ['killSwitch.autoHaltOnRt', { killSwitch: { autoHaltOnRt: 0 } }],
      ['killSwitch.autoHaltOnRt', { killSwitch: { autoHaltOnRt: 1.01 } }],
      ['killSwitch.safeModel', { killSwitch: { safeModel: '' } }],
    ];
    for (const [name, options] of bad) {
      expect(() => trustBench(options)).toThrow(name);
    }
  });

  it('counts nothing when it is asked twice about one call', () => {
    const { trust } = trustBench();
    refuse(trust, 'flow.secret');
    const call = callOf('exec');
    const before = trust.status('main');
    const first = trust.inspect(call, sampleDecision());
    for (let time = 0; time < 50; time += 1) expect(trust.inspect(call, sampleDecision())).toEqual(first);
    expect(trust.status('main')).toEqual(before);
  });

  it('does not take a helper that waits for its approval for another one', () => {
    const { trust } = trustBench();
    for (let spawn = 0; spawn < 4; spawn += 1) run(trust, 'spawn_agent');
    const call = callOf('spawn_agent');
    const decision = sampleDecision('confirm', looks);
    expect(trust.inspect(call, decision)).toEqual([]);
    trust.notify({ type: 'decided', call, decision });
    expect(trust.inspect(call, decision)).toEqual([]);
    expect(rulesFor(trust, 'spawn_agent')).toEqual(['trust.spawn-limit']);
    trust.notify({ type: 'blocked', blocked: sampleBlocked({ call, decision }) });
    expect(rulesFor(trust, 'spawn_agent')).toEqual([]);
  });

  it('[S4-13] refuses the sixth helper in five minutes, also when all are asked for at once, and tells of it', () => {
    const { trust, clock, events } = trustBench();
    const calls = Array.from({ length: 6 }, () => callOf('sessions_spawn'));
    const decision = sampleDecision('auto', looks);
    const refused = calls.map((call) => {
      const findings = trust.inspect(call, decision);
      trust.notify({
        type: 'decided',
        call,
        decision: findings.length === 0 ? decision : sampleDecision('deny', { findings }),
      });
      return findings;
    });
    expect(refused.map(({ length }) => length)).toEqual([0, 0, 0, 0, 0, 1]);
    expect(refused[5]?.[0]).toMatchObject({ rule: 'trust.spawn-limit', floor: 'deny' });
    const blocked = sampleBlocked({
      call: calls[5] as ToolCall,
      decision: sampleDecision('deny', { findings: refused[5] ?? [] }),
    });
    trust.notify({ type: 'blocked', blocked });
    expect(events).toMatchObject([{ kind: 'subagent_explosion', spawns: 6 }]);
    clock.time += 300_000;
    expect(rulesFor(trust, 'sessions_spawn')).toEqual([]);
  });

  it('learns of a session whose name was masked where the call began', () => {
    const { trust } = trustBench();
    const call = callOf('exec', 'hunter2');
    trust.inspect(call, sampleDecision());
    const decision = sampleDecision('deny', { findings: [because('flow.secret')] });
    const masked = { ...call, sessionId: '[masked]' };
    trust.notify({ type: 'blocked', blocked: sampleBlocked({ call: masked, decision }) });
    expect(trust.status('hunter2').r).toBe(0.4);
    expect(trust.status('hunter2').events[0]?.sessionId).toBe('hunter2');
  });

  it('is taken up again by another process, and by this one after hundreds of other sessions', () => {
    const { trust, dir } = trustBench();
    refuse(trust, 'flow.secret');
    const { rPeak, axes } = trust.status('main');
    expect(trustBench({ dir }).trust.status('main')).toMatchObject({ rPeak, axes });
    for (let other = 0; other < 600; other += 1) run(trust, 'ask', `other ${other}`);
    expect(trust.status('main')).toMatchObject({ rPeak, axes });
  });

  it('[S4-29] decides by itself, and asks where what happened before cannot be read', () => {
    const { trust, dir } = trustBench();
    refuse(trust, 'flow.secret');
    for (const name of readdirSync(dir))
      writeFileSync(join(dir, name), '{"kind":"critical","cause":"nonsense"}');
    const again = trustBench({ dir }).trust;
    expect(['exec', 'fetch', 'read'].map((tool) => rulesFor(again, tool))).toEqual([
      ['trust.unreadable'],
      ['trust.unreadable'],
      [],
    ]);
    expect(again.status('main').problem).toContain('trust event critical');
    const open = trustBench({ dir, safetyGate: { failClosed: false } }).trust;
    expect(rulesFor(open, 'exec')).toEqual([]);
  });

  it('counts what could not be kept, and says that it could not', () => {
    const history = {
      append: () => {
        throw new Error('the disk is full');
      },
      read: () => [],
    };
    const { trust } = trustBench({ history });
    expect(() => refuse(trust, 'flow.secret')).toThrow('the disk is full');
    expect(trust.status('main').r).toBe(0.4);
  });

  it('[S4-93] [S4-96] tells a sink of every event, keeps what it could not take, and gives it again', () => {
    const taken: TrustEvent[] = [];
    let works = false;
    const sink = {
      notify: (event: TrustEvent) => {
        if (!works) throw new Error('no connection');
        taken.push(event);
      },
    };
    const { trust, dir, events } = trustBench({ sink });
    refuse(trust, 'flow.secret');
    refuse(trust, 'variant.refused');
    expect(trust.replaySignals()).toBe(0);
    works = true;
    expect(trust.replaySignals()).toBe(2);
    expect(taken).toEqual(events);
    expect(trust.replaySignals()).toBe(0);
    expect(readdirSync(dir)).not.toContain('unsent.jsonl');
    expect(() => trustBench().trust.replaySignals()).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  it('[S4-95] has no remote value that could grow old: what is trusted follows from what is kept here', () => {
    const { trust, dir } = trustBench({ sink: { notify: () => undefined } });
    refuse(trust, 'flow.secret');
    const before = trust.status('main');
    for (const name of readdirSync(dir).filter((each) => each.endsWith('.events'))) rmSync(join(dir, name));
    expect(trust.status('main')).toEqual(before);
    expect(trustBench({ dir }).trust.status('main').r).toBeNull();
  });

  it('refuses a name that is none', () => {
    const { trust } = trustBench();
    for (const name of ['', undefined as never, 3 as never]) {
      for (const use of [
        () => trust.status(name),
        () => trust.halt(name, 'ada', 'x'),
        () => trust.resume(name, 'ada'),
        () => trust.isHalted(name),
        () => trust.endTurn(name),
      ]) {
        expect(use).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
      }
    }
  });
});
