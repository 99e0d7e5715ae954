import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleDecision } from '@sentinel-agentos/core/testing';
import { createTrustLedger } from '../../src/trust/trust-ledger.js';
import { callOf, trustBench } from '../support/trust-bench.js';
import { freshFolder } from '../support/workbench.js';
import type { Trust } from '../../src/trust/trust.js';
import type { TrustEvent } from '../../src/trust/trust-event.js';
import type { TrustHistory } from '../../src/trust/trust-ledger.js';

/** A history that proves, like a signed journal, and that all share who work in one folder. */
function provingHistory(
  dir: string,
): TrustHistory & { readonly kept: TrustEvent[]; fails: string | null; asked: number } {
  const ledger = createTrustLedger(dir);
  const kept: TrustEvent[] = [];
  return {
    kept,
    fails: null,
    asked: 0,
    append(event) {
      if (this.fails !== null) throw new Error(this.fails);
      kept.push(event);
      ledger.append(event);
    },
    read: (sessionId) => ledger.read(sessionId),
    lastSwitch(sessionId) {
      this.asked += 1;
      if (this.fails !== null) throw new Error(this.fails);
      return (
        kept.findLast((event) => event.sessionId === sessionId && /halted|resumed/u.test(event.kind)) ?? null
      );
    },
  };
}

/** What `sed -i s/halted/resumed/` does to every file of the folder. */
function forge(dir: string): void {
  for (const name of readdirSync(dir)) {
    const text = readFileSync(join(dir, name), 'utf8');
    writeFileSync(join(dir, name), text.replaceAll('halted', 'resumed'));
  }
}

const next = (trust: Trust): void =>
  trust.notify({ type: 'decided', call: callOf('exec'), decision: sampleDecision('deny') });

describe('a resumption', () => {
  it('[S4-46] is believed only where the history proves it, by who is at work and by who comes next', () => {
    const dir = freshFolder();
    const history = provingHistory(dir);
    const [mine, other] = [trustBench({ dir, history }).trust, trustBench({ dir, history }).trust];
    other.status('main');
    mine.halt('main', 'ada', 'stop');
    forge(dir);
    for (const each of [mine, other, trustBench({ dir, history }).trust]) {
      expect(each.isHalted('main')).toBe(true);
      next(each);
    }
    // Nobody recorded what nobody did.
    expect(history.kept.map(({ kind }) => kind)).toEqual(['halted']);
    for (const name of readdirSync(dir)) rmSync(join(dir, name));
    expect(trustBench({ dir, history }).trust.status('main').halted).toMatchObject({
      by: 'ada',
      reason: 'stop',
    });
    trustBench({ dir, history }).trust.resume('main', 'ada');
    for (const each of [mine, other, trustBench({ dir, history }).trust]) {
      expect(each.isHalted('main')).toBe(false);
    }
  });

  it('that was proven once does not prove the next one: neither an old switch nor one with another time', () => {
    const dir = freshFolder();
    const history = provingHistory(dir);
    const { trust, clock } = trustBench({ dir, history });
    trust.halt('main', 'ada', '');
    clock.time += 5;
    trust.resume('main', 'ada');
    const [path = ''] = readdirSync(dir).flatMap((name) =>
      name.endsWith('.switch') ? [join(dir, name)] : [],
    );
    const old = readFileSync(path);
    clock.time += 5;
    trust.halt('main', 'ada', 'again');
    for (const content of [old, readFileSync(path, 'utf8').replace('halted', 'resumed')]) {
      writeFileSync(path, content);
      expect(trust.isHalted('main')).toBe(true);
      expect(trustBench({ dir, history }).trust.isHalted('main')).toBe(true);
    }
  });

  it('that nothing is known of halts, whoever wrote it', () => {
    const dir = freshFolder();
    const history = provingHistory(dir);
    trustBench({ dir }).trust.halt('main', 'ada', '');
    forge(dir);
    const { trust } = trustBench({ dir, history });
    expect(trust.status('main').halted).toMatchObject({ by: 'sentinel', automatic: true });
    expect(trust.status('main').halted?.reason).toContain('not proven');
    trust.resume('main', 'ada');
    expect(trust.isHalted('main')).toBe(false);
  });

  it('that cannot be recorded is none, for anybody, and says why', () => {
    const dir = freshFolder();
    const history = provingHistory(dir);
    const { trust } = trustBench({ dir, history });
    trust.halt('main', 'ada', '');
    history.fails = 'disk full';
    expect(() => trust.resume('main', 'ada')).toThrow('disk full');
    for (const each of [trust, trustBench({ dir, history }).trust]) expect(each.isHalted('main')).toBe(true);
    history.fails = null;
    trust.resume('main', 'ada');
    for (const each of [trust, trustBench({ dir, history }).trust]) expect(each.isHalted('main')).toBe(false);
  });

  it('of a halt that the history did not take yet is believed once both are recorded', () => {
    const dir = freshFolder();
    const history = provingHistory(dir);
    const { trust } = trustBench({ dir, history });
    history.fails = 'locked';
    expect(() => trust.halt('main', 'ada', '')).toThrow('locked');
    forge(dir);
    expect(trust.isHalted('main')).toBe(true);
    history.fails = null;
    expect(trust.isHalted('main')).toBe(true);
    next(trust);
    expect(trust.isHalted('main')).toBe(true);
    expect(history.kept).toMatchObject([{ kind: 'halted', by: 'ada' }]);
    trustBench({ dir, history }).trust.resume('main', 'bob');
    expect(trust.isHalted('main')).toBe(false);
  });

  it('costs nothing a call: the history is asked when a session is taken up and when its switch changed', () => {
    const dir = freshFolder();
    const history = provingHistory(dir);
    const { trust } = trustBench({ dir, history });
    const other = trustBench({ dir, history }).trust;
    for (let call = 0; call < 50; call += 1) trust.inspect(callOf('read'), sampleDecision());
    // Once for the session, once for all of them.
    expect(history.asked).toBe(2);
    other.halt('main', 'ada', '');
    other.resume('main', 'ada');
    history.asked = 0;
    for (let call = 0; call < 50; call += 1) trust.inspect(callOf('read'), sampleDecision());
    expect(history.asked).toBe(1);
  });

  it('is believed as the switch says it where the history proves nothing', () => {
    const { trust, dir } = trustBench();
    const other = trustBench({ dir }).trust;
    trust.halt('main', 'ada', '');
    expect(other.isHalted('main')).toBe(true);
    trust.resume('main', 'ada');
    expect(other.isHalted('main')).toBe(false);
  });
});

describe('halted sessions', () => {
  it('are those of the switches and those that the history proves, each once', () => {
    const dir = freshFolder();
    const history = { ...provingHistory(dir), halted: () => ['main', 'gone'] };
    const { trust } = trustBench({ dir, history });
    trust.halt('main', 'ada', '');
    expect(trust.haltedSessions()).toEqual(['main', 'gone']);
  });
});
