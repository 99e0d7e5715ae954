import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleDecision } from '@sentinel-agentos/core/testing';
import { ALL_SESSIONS } from '../../src/trust/all-sessions.js';
import { callOf, refuse, rulesFor, run, trustBench } from '../support/trust-bench.js';
import { freshFolder } from '../support/workbench.js';
import { trustReport } from '../../src/trust/trust-report.js';
import type { Trust } from '../../src/trust/trust.js';
import type { TrustEvent } from '../../src/trust/trust-event.js';

const next = (trust: Trust): void =>
  trust.notify({ type: 'decided', call: callOf('exec'), decision: sampleDecision('deny') });

describe('all sessions', () => {
  it('[S4-45] are halted at once, also those that nobody has seen, in every process, until all are resumed', () => {
    const { trust, dir } = trustBench();
    const other = trustBench({ dir }).trust;
    run(other, 'ask', 'seen');
    trust.halt(ALL_SESSIONS, 'ada', 'leave the office');
    for (const each of [trust, other, trustBench({ dir }).trust]) {
      for (const session of ['seen', 'never seen', '__proto__', ALL_SESSIONS]) {
        expect(rulesFor(each, 'read', session)).toEqual(['trust.halted']);
        expect(each.isHalted(session)).toBe(true);
        expect(each.stops(session)?.en).toContain('All sessions are halted (ada: leave the office)');
        expect(each.stops(session)?.zh).toContain('所有会话');
        expect(each.status(session)).toMatchObject({ halted: { by: 'ada' }, allHalted: { by: 'ada' } });
      }
      expect(each.haltedSessions()).toEqual([ALL_SESSIONS]);
    }
    other.resume(ALL_SESSIONS, 'bob');
    for (const each of [trust, other, trustBench({ dir }).trust]) {
      expect(rulesFor(each, 'read', 'seen')).toEqual([]);
      expect([each.stops('seen'), each.isHalted(ALL_SESSIONS)]).toEqual([null, false]);
      expect(each.status('seen')).toMatchObject({ halted: null, allHalted: null });
      expect(each.haltedSessions()).toEqual([]);
    }
  });

  it('[S4-46] and single ones are resumed apart', () => {
    const { trust, dir } = trustBench();
    trust.halt('main', 'ada', 'its own');
    trust.halt(ALL_SESSIONS, 'mei', 'every one');
    expect(trust.status('main')).toMatchObject({ halted: { by: 'ada' }, allHalted: { by: 'mei' } });
    expect(() => trust.resume('other', 'ada')).toThrow('all sessions are');
    trust.resume(ALL_SESSIONS, 'mei');
    for (const each of [trust, trustBench({ dir }).trust]) {
      expect(each.isHalted('main')).toBe(true);
      expect(each.isHalted('other')).toBe(false);
      expect(each.isHalted(ALL_SESSIONS)).toBe(false);
    }
    trust.halt(ALL_SESSIONS, 'mei', 'again');
    trust.resume('main', 'ada');
    for (const each of [trust, trustBench({ dir }).trust]) {
      expect(each.status('main')).toMatchObject({ halted: { by: 'mei' } });
      expect(rulesFor(each, 'read')).toEqual(['trust.halted']);
    }
    trust.resume(ALL_SESSIONS, 'mei');
    expect(rulesFor(trust, 'read')).toEqual([]);
    expect(() => trust.resume(ALL_SESSIONS, 'mei')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  it('stay halted where something else stands in place of the switch, and are resumed by the file that is listed', () => {
    const { trust, dir } = trustBench();
    trust.halt(ALL_SESSIONS, 'ada', '');
    const [file = ''] = readdirSync(dir).filter((name) => name.endsWith('.switch'));
    for (const name of readdirSync(dir)) if (name !== file) rmSync(join(dir, name));
    writeFileSync(join(dir, file), 'odd');
    const { trust: later, events } = trustBench({ dir });
    expect(later.isHalted('anyone')).toBe(true);
    later.resume(file, 'ada');
    expect(later.isHalted('anyone')).toBe(false);
    expect(events).toMatchObject([{ kind: 'resumed', sessionId: ALL_SESSIONS }]);
  });

  it('are recorded as halted by whoever comes next and can, when the history took no record', () => {
    const dir = freshFolder();
    const locked = {
      append: () => {
        throw new Error('locked');
      },
      read: () => [],
    };
    const cannot = trustBench({ dir, history: locked }).trust;
    expect(() => cannot.halt(ALL_SESSIONS, 'ada', 'stop')).toThrow('locked');
    const { trust, events } = trustBench({ dir });
    expect(rulesFor(trust, 'read')).toEqual(['trust.halted']);
    next(trust);
    next(trust);
    expect(events).toMatchObject([{ kind: 'halted', sessionId: ALL_SESSIONS, by: 'ada' }]);
  });

  it('are said to be halted in the report', () => {
    const { trust } = trustBench({ killSwitch: { safeModel: 'small' } });
    trust.halt(ALL_SESSIONS, 'ada', 'stop');
    const said = (): string => trustReport(trust.status('main'), trust.haltedSessions());
    expect(said()).toContain('HALTED WITH ALL SESSIONS by ada: stop | texts from small');
    expect(said()).toMatch(/All sessions are halted$/u);
    trust.halt('main', 'mei', '');
    expect(said()).toMatch(/All sessions are halted\nHalted sessions: #main$/u);
  });
});

describe('a sink', () => {
  const watching = (dir: string): { readonly trust: Trust; readonly told: TrustEvent[] } => {
    const told: TrustEvent[] = [];
    const { trust } = trustBench({ dir, sink: { notify: (event) => void told.push(event) } });
    return { trust, told };
  };
  const facts = (told: readonly TrustEvent[]): readonly unknown[] =>
    told.map(({ kind, sessionId }) => [kind, sessionId]);

  it('[S4-93] is told of every halt and resumption once, by people, by itself and by other processes', () => {
    const dir = freshFolder();
    const { trust: cli, clock } = trustBench({ dir });
    const { trust, told } = watching(dir);
    run(trust);
    for (const session of ['main', ALL_SESSIONS]) {
      clock.time += 1;
      cli.halt(session, 'ada', '');
      for (let look = 0; look < 3; look += 1) trust.isHalted('main');
      clock.time += 1;
      cli.resume(session, 'ada');
      for (let look = 0; look < 3; look += 1) trust.isHalted('main');
    }
    trust.halt(ALL_SESSIONS, 'mei', '');
    trust.resume(ALL_SESSIONS, 'mei');
    for (let time = 0; time < 3; time += 1) refuse(trust, 'flow.secret', 'other');
    trust.isHalted('other');
    expect(facts(told.filter(({ kind }) => kind !== 'critical'))).toEqual([
      ['halted', 'main'],
      ['resumed', 'main'],
      ['halted', ALL_SESSIONS],
      ['resumed', ALL_SESSIONS],
      ['halted', ALL_SESSIONS],
      ['resumed', ALL_SESSIONS],
      ['halted', 'other'],
    ]);
  });

  it('is told of a halt of a session that comes later, and not of what was before it listened', () => {
    const dir = freshFolder();
    const { trust: cli, clock } = trustBench({ dir });
    cli.halt('old', 'ada', '');
    clock.time += 1000;
    const told: TrustEvent[] = [];
    const late = trustBench({ dir, clock, sink: { notify: (event) => void told.push(event) } }).trust;
    expect(late.isHalted('old')).toBe(true);
    clock.time += 1;
    cli.halt('new', 'ada', '');
    expect(late.isHalted('new')).toBe(true);
    expect(facts(told)).toEqual([['halted', 'new']]);
  });
});
