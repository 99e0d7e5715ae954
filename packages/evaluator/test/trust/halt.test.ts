import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleDecision } from '@sentinel-agentos/core/testing';
import { callOf, refuse, rulesFor, run, trustBench } from '../support/trust-bench.js';
import { freshFolder } from '../support/workbench.js';

/** Switches only: what a session's folder looks like to other processes. */
const switchesIn = (dir: string): readonly string[] =>
  readdirSync(dir).filter((name) => name.endsWith('.switch'));

describe('a halted session', () => {
  it('[S4-09] runs none of its tools, whatever their class, in every process, until a person resumes it', () => {
    const { trust, dir } = trustBench();
    const other = trustBench({ dir }).trust;
    run(other);
    trust.halt('main', 'ada', 'it deletes too much');
    for (const each of [trust, other, trustBench({ dir }).trust]) {
      expect(each.isHalted('main')).toBe(true);
      expect(['read', 'fetch', 'exec'].map((tool) => rulesFor(each, tool))).toEqual([
        ['trust.halted'],
        ['trust.halted'],
        ['trust.halted'],
      ]);
      expect(rulesFor(each, 'exec', 'another')).toEqual([]);
    }
    expect(trust.inspect(callOf('read'), sampleDecision())[0]).toMatchObject({
      floor: 'deny',
      message: {
        en: expect.stringContaining('ada: it deletes too much') as string,
        zh: expect.stringContaining('停机') as string,
      },
    });
    expect(other.haltedSessions()).toEqual(['main']);
    other.resume('main', 'bob');
    for (const each of [trust, other, trustBench({ dir }).trust]) expect(rulesFor(each, 'exec')).toEqual([]);
    expect(other.haltedSessions()).toEqual([]);
  });

  it('[S4-08] [S4-34] is halted by itself from R(t) 0.75 on, and not at 0.7499', () => {
    const { trust, events } = trustBench();
    // 1 − 0.6 · 0.6 = 0.64, then 0.784.
    for (const expected of [0.4, 0.64]) {
      refuse(trust, 'flow.secret');
      expect(trust.status('main')).toMatchObject({ r: expected, halted: null });
    }
    refuse(trust, 'flow.secret');
    expect(trust.status('main')).toMatchObject({
      r: 0.784,
      band: 'Halt',
      halted: { by: 'sentinel', automatic: true, reason: 'R(t)=0.78' },
    });
    expect(events.at(-1)).toMatchObject({
      kind: 'halted',
      automatic: true,
      calls: [expect.any(String) as string],
    });

    const strict = trustBench({ killSwitch: { autoHaltOnRt: 0.4 } }).trust;
    refuse(strict, 'flow.secret');
    expect(strict.isHalted('main')).toBe(true);
    const above = trustBench({ killSwitch: { autoHaltOnRt: 0.4001 } }).trust;
    refuse(above, 'flow.secret');
    expect(above.isHalted('main')).toBe(false);
  });

  it('[S4-08] is reached on each axis alone', () => {
    for (const rule of ['flow.secret', 'instant.superuser', 'state.protected', 'variant.refused']) {
      const { trust } = trustBench();
      for (let time = 0; time < 11; time += 1) refuse(trust, rule);
      expect(trust.isHalted('main')).toBe(true);
    }
  });

  it('stays halted through clean turns, new processes and a switch that somebody removed', () => {
    const { trust, dir } = trustBench();
    for (let time = 0; time < 4; time += 1) refuse(trust, 'flow.secret');
    for (let turn = 0; turn < 30; turn += 1) trust.endTurn('main');
    expect(trust.status('main')).toMatchObject({ band: 'Normal', halted: { automatic: true } });
    for (const name of switchesIn(dir)) rmSync(join(dir, name));
    expect(trust.isHalted('main')).toBe(true);
    expect(trustBench({ dir }).trust.isHalted('main')).toBe(true);
  });

  it('[S4-46] is resumed with no peak left, and keeps everything else', () => {
    const { trust } = trustBench();
    for (let time = 0; time < 4; time += 1) refuse(trust, 'flow.secret');
    const { axes, turns } = trust.status('main');
    trust.resume('main', 'ada');
    expect(trust.status('main')).toMatchObject({ rPeak: 0, r: 0.25, axes, turns, halted: null });
    expect(() => trust.resume('main', 'ada')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(() => trust.resume('main', '')).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  it('learns nothing of what it tries meanwhile', () => {
    const { trust } = trustBench();
    trust.halt('main', 'ada', '');
    const before = trust.status('main');
    const findings = trust.inspect(callOf('exec'), sampleDecision());
    const decision = sampleDecision('deny', { findings });
    for (let time = 0; time < 20; time += 1) {
      const blocked = {
        call: callOf('exec'),
        decision,
        approval: { status: 'not-needed' },
        reason: '',
        at: 0,
      } as const;
      trust.notify({ type: 'blocked', blocked });
    }
    expect(trust.status('main')).toEqual(before);
  });

  it('[S4-35] names the model to go on with while it is halted', () => {
    const { trust } = trustBench({ killSwitch: { safeModel: 'small-and-safe' } });
    expect(trust.status('main').safeModel).toBeNull();
    trust.halt('main', 'ada', '');
    expect(trust.status('main').safeModel).toBe('small-and-safe');
    trust.resume('main', 'ada');
    expect(trust.status('main').safeModel).toBeNull();
  });

  it('is halted also when the history takes no record, and whoever comes next and can records it', () => {
    const dir = freshFolder();
    const locked = {
      append: () => {
        throw new Error('locked');
      },
      read: () => [],
    };
    const cannot = trustBench({ dir, history: locked }).trust;
    expect(() => cannot.halt('main', 'ada', 'stop')).toThrow('locked');
    const { trust, events } = trustBench({ dir });
    expect(trust.isHalted('main')).toBe(true);
    expect(events).toEqual([]);
    const decision = sampleDecision('deny');
    trust.notify({ type: 'decided', call: callOf('exec'), decision });
    trust.notify({ type: 'decided', call: callOf('exec'), decision });
    expect(events).toMatchObject([{ kind: 'halted', by: 'ada', reason: 'stop', automatic: false }]);
    trustBench({ dir }).trust.notify({ type: 'decided', call: callOf('exec'), decision });
    expect(() => cannot.resume('main', 'bob')).toThrow('locked');
    for (const each of [cannot, trust, trustBench({ dir }).trust]) expect(each.isHalted('main')).toBe(true);
    expect(events).toHaveLength(1);
    trust.resume('main', 'bob');
    for (const each of [cannot, trust, trustBench({ dir }).trust]) expect(each.isHalted('main')).toBe(false);
    expect(events).toMatchObject([{ kind: 'halted' }, { kind: 'resumed', by: 'bob' }]);
  });

  it('is halted in its own process when its switch cannot be written, and says so', () => {
    const dir = join(freshFolder(), 'trust');
    symlinkSync(freshFolder(), dir);
    const history = { append: () => undefined, read: () => [] };
    const { trust } = trustBench({ dir, history });
    expect(() => trust.halt('main', 'ada', 'stop')).toThrow(
      expect.objectContaining({ code: 'STATE_UNAVAILABLE' }),
    );
    expect(rulesFor(trust, 'read')).toEqual(['trust.halted']);
    for (let other = 0; other < 600; other += 1) trust.status(`other ${other}`);
    expect(trust.isHalted('main')).toBe(true);
    expect(trust.haltedSessions()).toEqual(['main']);
    trust.resume('main', 'ada');
    expect(trust.isHalted('main')).toBe(false);
  });

  it('takes every session for halted where the folder of the switches cannot be looked into', () => {
    const dir = join(freshFolder(), 'file');
    writeFileSync(dir, '');
    const { trust } = trustBench({ dir, history: { append: () => undefined, read: () => [] } });
    expect(rulesFor(trust, 'read')).toEqual(['trust.halted']);
    expect(() => trust.resume('main', 'ada')).toThrow(expect.objectContaining({ code: 'STATE_UNAVAILABLE' }));
    expect(trust.isHalted('main')).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0)(
    'is halted in a read-only folder, and written once that can be written',
    () => {
      const dir = freshFolder();
      const history = { append: () => undefined, read: () => [] };
      const { trust } = trustBench({ dir, history });
      chmodSync(dir, 0o500);
      expect(() => trust.halt('main', 'ada', 'stop')).toThrow(
        expect.objectContaining({ code: 'STATE_UNAVAILABLE' }),
      );
      expect(trust.isHalted('main')).toBe(true);
      chmodSync(dir, 0o700);
      trust.notify({ type: 'decided', call: callOf('read'), decision: sampleDecision('deny') });
      expect(trustBench({ dir }).trust.isHalted('main')).toBe(true);
    },
  );

  it.each([
    ['other bytes', (path: string) => writeFileSync(path, 'odd')],
    ['a folder', (path: string) => (rmSync(path), mkdirSync(join(path, 'deep'), { recursive: true }))],
    ['a link', (path: string) => (rmSync(path), symlinkSync('/nowhere', path))],
  ])('goes on when a person resumes what is listed, where %s stands in place of its switch', (_, plant) => {
    const { trust, dir, events } = trustBench();
    refuse(trust, 'instant.superuser');
    trust.halt('main', 'ada', 'x');
    trust.resume('main', 'ada');
    const [file = ''] = switchesIn(dir);
    plant(join(dir, file));
    const other = trustBench({ dir }).trust;
    for (const each of [trust, other]) expect(each.isHalted('main')).toBe(true);
    expect(other.haltedSessions()).toEqual([file]);
    trust.resume(file, 'mei');
    for (const each of [trust, other, trustBench({ dir }).trust]) expect(each.isHalted('main')).toBe(false);
    expect(other.haltedSessions()).toEqual([]);
    expect(events.at(-1)).toMatchObject({ kind: 'resumed', sessionId: 'main', by: 'mei' });
    expect(trust.status('main').r).toBe(other.status('main').r);
  });

  it('is none that nobody knows: what stands in place of its switch is taken away, and that is told', () => {
    const { trust, dir, events } = trustBench();
    run(trust);
    const file = `${'0'.repeat(32)}.switch`;
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, file), 'odd');
    writeFileSync(join(dir, 'notes.switch'), 'odd');
    expect(trust.haltedSessions()).toEqual([file]);
    trust.resume(file, 'mei');
    expect(trust.haltedSessions()).toEqual([]);
    expect(events).toMatchObject([{ kind: 'resumed', sessionId: file, by: 'mei' }]);
    for (const name of [file, 'notes.switch', `../${file}`])
      expect(() => trust.resume(name, 'mei')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  it('is halted by a session of any name, and ten thousand of them are told apart', () => {
    const { trust, dir } = trustBench();
    const names = ['../../x', 'a\0b', '__proto__', 'constructor', 'x'.repeat(1 << 20), '\ud800', ' ', 'CON'];
    for (const name of names) {
      run(trust, 'ask', name);
      trust.halt(name, name, name);
      expect(rulesFor(trust, 'read', name)).toEqual(['trust.halted']);
      expect(rulesFor(trust, 'read', `${name}2`)).toEqual([]);
    }
    expect(trust.haltedSessions()).toHaveLength(names.length);
    for (const name of readdirSync(dir)) expect(name).toMatch(/^[\da-f]{32}\.(?:switch|events)$/u);
    for (let each = 0; each < 10_000; each += 1) run(trust, 'ask', `session ${each}`);
    for (const name of names) expect(trust.isHalted(name)).toBe(true);
    expect(trust.isHalted('session 0')).toBe(false);
  });

  it('keeps no name on the disk longer than its limit', () => {
    const { trust, dir } = trustBench();
    trust.halt('x'.repeat(1 << 20), 'b'.repeat(1 << 20), 'r'.repeat(1 << 20));
    for (const name of switchesIn(dir)) expect(readFileSync(join(dir, name)).length).toBeLessThan(8192);
  });
});
