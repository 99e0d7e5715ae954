import { describe, expect, it, vi } from 'vitest';
import { bench, fails, WritingGuard } from './bench-of-ports.js';
import {
  InMemoryJournal,
  InMemorySnapshotter,
  sampleDecision,
  ScriptedGuard,
  ScriptedVerifier,
} from '../../src/testing/index.js';
import { SentinelError } from '../../src/index.js';
import type { Guard, JournalRecord, Snapshot, Snapshotter, ToolCall } from '../../src/index.js';

const request = { tool: 'write', params: { path: '/workspace/a' } };

describe('a guard that fails', () => {
  const broken: Record<string, Guard['inspect']> = {
    'throws an error': fails,
    'throws something that cannot even be shown': () => {
      throw Object.create(null);
    },
    'answers nothing': () => undefined as never,
    'answers null': () => null as never,
    'answers with an unknown action': () => ({ action: 'allow' }) as never,
    'answers without a score': () => ({ action: 'auto', effects: [] }) as never,
    'answers without effects': () => ({ action: 'auto', risk: { score: 0 } }) as never,
  };
  it.each(Object.entries(broken))('denies when it %s', async (_, inspect) => {
    const tool = vi.fn();
    const { kernel, journal } = bench({ guard: { inspect, observe: fails, refused: fails } });
    const receipt = await kernel.execute(request, tool);
    expect(receipt).toMatchObject({ status: 'denied', allowed: false, blocked: true, risk: 'deny' });
    expect(tool).not.toHaveBeenCalled();
    expect(journal.records).toMatchObject([{ kind: 'blocked', decision: { rules: ['call.guard-failed'] } }]);
  });
});

describe('a guard that is asked once more before the run', () => {
  const judging = (stops: NonNullable<Guard['stops']>): Guard =>
    Object.assign(new ScriptedGuard(), { inspect: () => sampleDecision('auto'), stops });

  it('lets a call start that it has nothing against', async () => {
    const { kernel } = bench({ guard: judging(() => null) });
    expect((await kernel.execute(request, () => 1)).status).toBe('succeeded');
  });

  it.each([
    ['says why not', () => ({ en: 'the session was halted', zh: '会话已停机' }), 'the session was halted'],
    ['fails', fails, 'it is not known whether the call may still start'],
  ] as const)('starts nothing when it %s, and records that', async (_, stops, why) => {
    const tool = vi.fn();
    const { kernel, journal } = bench({ guard: judging(stops) });
    const receipt = await kernel.execute(request, tool);
    expect(receipt).toMatchObject({ allowed: false, blocked: true });
    expect(receipt.reason).toContain(why);
    expect(tool).not.toHaveBeenCalled();
    expect(journal.records.at(-1)).toMatchObject({ kind: 'outcome', status: 'not-run' });
    expect(kernel.begin(request).state).toBe('blocked');
    expect(kernel.begin(request, { alreadyRan: true }).state).toBe('started');
  });
});

describe('a journal that cannot write', () => {
  class FullJournal extends InMemoryJournal {
    readonly #room: number;
    constructor(room: number) {
      super();
      this.#room = room;
    }
    override appendSync(record: JournalRecord): { seq: number } {
      if (this.records.length >= this.#room) throw new Error('no space left on device');
      return super.appendSync(record);
    }
  }

  it('runs nothing', async () => {
    const tool = vi.fn();
    const { kernel } = bench({ journal: new FullJournal(0) });
    const receipt = await kernel.execute(request, tool);
    expect(tool).not.toHaveBeenCalled();
    expect(receipt).toMatchObject({ status: 'faulted', blocked: true, needsConfirmation: false });
    expect(receipt.faults.map((fault) => fault.code)).toEqual(['JOURNAL_FAILED', 'JOURNAL_FAILED']);
    expect(receipt.error).toContain('no space left on device');
  });

  it('keeps an error that already says what failed as it is', async () => {
    const own = new SentinelError('JOURNAL_FAILED', 'the disk is full');
    const journal = Object.assign(new InMemoryJournal(), { append: async () => Promise.reject(own) });
    const { faults } = await bench({ journal }).kernel.execute(request, vi.fn());
    expect(faults[0]).toBe(own);
  });

  it('keeps a denied call denied', async () => {
    const { kernel } = bench({ journal: new FullJournal(0) });
    const receipt = await kernel.execute({ tool: 'deny', params: {} }, vi.fn());
    expect(receipt).toMatchObject({ status: 'denied', faults: [{ code: 'JOURNAL_FAILED' }] });
  });

  it('says so when only the outcome could not be recorded, and keeps the result', async () => {
    const { kernel } = bench({ journal: new FullJournal(1) });
    const receipt = await kernel.execute(request, () => 'done');
    expect(receipt).toMatchObject({
      status: 'succeeded',
      result: 'done',
      faults: [{ code: 'JOURNAL_FAILED' }],
    });
  });

  it('says so too when the call could not be started and not recorded', async () => {
    const snapshotter = Object.assign(new InMemorySnapshotter(), { capture: fails });
    const { kernel } = bench({ journal: new FullJournal(1), snapshotter });
    const receipt = await kernel.execute(request, vi.fn());
    expect(receipt.faults.map((fault) => fault.code)).toEqual(['SNAPSHOT_FAILED', 'JOURNAL_FAILED']);
  });
});

describe('a snapshotter that fails', () => {
  it('runs nothing when the targets cannot be remembered, and records that', async () => {
    const tool = vi.fn();
    const snapshotter = Object.assign(new InMemorySnapshotter(), { capture: fails });
    const { kernel, journal } = bench({ snapshotter });
    const receipt = await kernel.execute(request, tool);
    expect(tool).not.toHaveBeenCalled();
    expect(receipt).toMatchObject({ status: 'faulted', faults: [{ code: 'SNAPSHOT_FAILED' }] });
    expect(journal.records).toMatchObject([{ kind: 'intent' }, { kind: 'outcome', status: 'not-run' }]);
  });

  describe('and keeps less than it was to', () => {
    const snapshotter = Object.assign(new InMemorySnapshotter(), {
      capture: ({ id }: ToolCall): Snapshot => {
        const uncovered = [{ path: '/workspace/a', reason: 'the disk is full' }];
        return { id, takenAt: 0, files: [], uncovered, git: null };
      },
    });
    const guardThatSays = (...actions: readonly ('auto' | 'confirm')[]): Guard => {
      const answers = actions.map((action) => sampleDecision(action));
      return { inspect: () => answers.shift() ?? fails(), observe: vi.fn(), refused: vi.fn() };
    };

    it('runs nothing when the decision would be another one now', async () => {
      const tool = vi.fn();
      const { kernel, journal } = bench({ snapshotter, guard: guardThatSays('auto', 'confirm') });
      const receipt = await kernel.execute(request, tool);
      expect(tool).not.toHaveBeenCalled();
      expect(receipt).toMatchObject({ status: 'faulted', faults: [{ code: 'SNAPSHOT_FAILED' }] });
      expect(receipt.error).toContain('does not hold what the decision counted on');
      expect(journal.records).toMatchObject([{ kind: 'intent' }, { kind: 'outcome', status: 'not-run' }]);
    });

    it('runs the call when the decision did not count on it', async () => {
      const { kernel } = bench({ snapshotter, guard: guardThatSays('auto', 'auto') });
      expect(await kernel.execute(request, () => 'done')).toMatchObject({
        status: 'succeeded',
        uncovered: [{ path: '/workspace/a', reason: 'the disk is full' }],
      });
    });
  });

  it('reports that the state after the run is not known', async () => {
    const snapshotter = Object.assign(new InMemorySnapshotter(), { settle: fails });
    const { kernel } = bench({ snapshotter, guard: new WritingGuard(5) });
    const receipt = await kernel.execute(request, () => 'done');
    expect(receipt).toMatchObject({ status: 'succeeded', faults: [{ code: 'SNAPSHOT_FAILED' }] });
  });
});

describe('a verifier that throws', () => {
  const verifier = { verify: fails, verifySync: fails };

  it('counts as not verified and, at high risk, rolls back', async () => {
    const { kernel, snapshotter } = bench({ verifier, guard: new WritingGuard(5) });
    snapshotter.files.set('/workspace/a', 'before');
    const receipt = await kernel.execute(
      request,
      () => snapshotter.files.set('/workspace/a', 'after') && 'done',
    );
    expect(receipt).toMatchObject({
      status: 'succeeded',
      verify: 'WARN',
      rollback: { status: 'complete' },
      faults: [{ code: 'VERIFIER_FAILED' }],
    });
    expect(snapshotter.files.get('/workspace/a')).toBe('before');
  });

  it('keeps the change at low risk', async () => {
    const { kernel, snapshotter } = bench({ verifier, guard: new WritingGuard(1) });
    const receipt = await kernel.execute(
      request,
      () => snapshotter.files.set('/workspace/a', 'after') && 'done',
    );
    expect(receipt).toMatchObject({ verify: 'WARN', rollback: null });
    expect(snapshotter.files.get('/workspace/a')).toBe('after');
  });
});

describe('a rollback', () => {
  it('[S2-56] follows a refuted run above the configured risk and is recorded', async () => {
    const { kernel, snapshotter, journal } = bench({ guard: new WritingGuard(0.19) }, { rollbackAbove: 0 });
    const receipt = await kernel.execute(request, () => snapshotter.files.set('/workspace/a', 'x') && 'lie');
    expect(receipt).toMatchObject({ verify: 'FAIL', rollback: { status: 'complete' } });
    expect(journal.records.at(-1)).toMatchObject({
      verify: 'FAIL',
      failedChecks: ['scripted'],
      rollback: { status: 'complete', paths: [{ path: '/workspace/a', outcome: 'removed' }] },
    });
  });

  it('does not follow at or below the configured risk', async () => {
    const { kernel } = bench({ guard: new WritingGuard(1) });
    expect(await kernel.execute(request, () => 'lie')).toMatchObject({ verify: 'FAIL', rollback: null });
  });

  it('is tried once, and a failed one is reported', async () => {
    const restore = vi.fn(fails);
    const snapshotter: Snapshotter = Object.assign(new InMemorySnapshotter(), { restore });
    const { kernel } = bench({ snapshotter, guard: new WritingGuard(5) });
    const receipt = await kernel.execute(request, () => 'lie');
    expect(restore).toHaveBeenCalledTimes(1);
    expect(receipt).toMatchObject({
      rollback: { status: 'failed', paths: [] },
      faults: [{ code: 'ROLLBACK_FAILED' }],
    });
  });

  it('follows a tool that throws in the middle of a risky change', async () => {
    const { kernel, snapshotter } = bench({ guard: new WritingGuard(5) });
    snapshotter.files.set('/workspace/a', 'before');
    const receipt = await kernel.execute(request, () => {
      snapshotter.files.set('/workspace/a', 'half');
      throw new Error('crashed');
    });
    expect(receipt).toMatchObject({ status: 'failed', error: 'crashed', rollback: { status: 'complete' } });
    expect(snapshotter.files.get('/workspace/a')).toBe('before');
  });
});

describe('whoever only watches or learns', () => {
  it('changes nothing by throwing', async () => {
    const { kernel, journal } = bench({
      guard: Object.assign(new ScriptedGuard(), { observe: fails, refused: fails }),
      memory: { record: fails, recordBlocked: fails },
      evaluator: { assess: fails, score: fails, noteUserChange: fails },
      observers: [{ notify: fails }],
    });
    const receipt = await kernel.execute(request, () => 'done');
    expect(receipt).toMatchObject({ status: 'succeeded', result: 'done', verify: 'PASS', profile: null });
    expect(new Set(receipt.faults.map((fault) => fault.code))).toEqual(
      new Set(['OBSERVER_FAILED', 'EVALUATOR_FAILED', 'GUARD_FAILED', 'MEMORY_FAILED']),
    );
    expect(journal.records.at(-1)).toMatchObject({ kind: 'outcome', scores: null });

    const blocked = await kernel.execute({ tool: 'deny', params: {} }, vi.fn());
    expect(blocked).toMatchObject({ status: 'denied' });
    expect(blocked.faults.map((fault) => fault.code)).toEqual(
      expect.arrayContaining(['GUARD_FAILED', 'MEMORY_FAILED']),
    );
  });
});

describe('two calls at once', () => {
  it('never share a snapshot: undoing one leaves the other', async () => {
    const { kernel, snapshotter } = bench({ guard: new WritingGuard(5) });
    const write = (path: string, result: string) =>
      kernel.execute({ tool: 'write', params: { path } }, async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        snapshotter.files.set(path, 'written');
        return result;
      });
    const [good, bad] = await Promise.all([write('/workspace/a', 'ok'), write('/workspace/b', 'lie')]);
    expect(good.rollback).toBeNull();
    expect(bad.rollback).toMatchObject({ status: 'complete' });
    expect([...snapshotter.files]).toEqual([['/workspace/a', 'written']]);
    expect(good.auditId).not.toBe(bad.auditId);
  });
});

describe('a verifier', () => {
  it('is not asked about a dry run', async () => {
    const verify = vi.spyOn(ScriptedVerifier.prototype, 'verify');
    const executor = { execute: async () => ({ kind: 'planned', plan: { would: 'write' } }) as const };
    const { kernel, journal } = bench({ executor });
    const receipt = await kernel.execute(request, vi.fn());
    expect(receipt).toMatchObject({ status: 'planned', plan: { would: 'write' }, verify: 'WARN' });
    expect(verify).not.toHaveBeenCalled();
    expect(journal.records.at(-1)).toMatchObject({ status: 'planned', result: null, error: null });
  });
});
