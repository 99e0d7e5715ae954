import { describe, expect, it, vi } from 'vitest';
import { bench, WritingGuard } from './bench-of-ports.js';
import { SentinelError } from '../../src/index.js';
import { ScriptedGuard, sampleDecision } from '../../src/testing/index.js';
import type { Approval, Run } from '../../src/index.js';

const request = { tool: 'ask', params: { question: 'why' } };

describe('a port that answers with something else than it promises', () => {
  it('an observer that rejects does not end the process', async () => {
    const notify = vi.fn(async () => Promise.reject(new Error('broken')));
    const { kernel } = bench({ observers: [{ notify: () => notify() as never }] });
    expect(await kernel.execute(request, () => 1)).toMatchObject({ status: 'succeeded' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(notify).toHaveBeenCalled();
  });

  it('an approver that does not say who answered grants nothing, and the call is recorded', async () => {
    const approver = { approve: async () => ({ verdict: 'granted', digest: 'x' }) as Approval };
    const { kernel, journal } = bench({ approver });
    expect(await kernel.execute({ tool: 'confirm', params: {} }, vi.fn())).toMatchObject({
      status: 'unapproved',
    });
    expect(journal.records).toHaveLength(1);
  });

  it('a guard whose decision lacks a part denies, and the call is recorded', async () => {
    const { secretParams: _, ...partial } = sampleDecision('auto');
    const guard = Object.assign(new ScriptedGuard(), { inspect: () => partial as never });
    const { kernel, journal } = bench({ guard });
    expect(await kernel.execute(request, vi.fn())).toMatchObject({ status: 'denied' });
    expect(journal.records).toMatchObject([{ kind: 'blocked' }]);
  });

  it('a verifier without a verdict counts as not verified and, at high risk, rolls back', async () => {
    const nothing = { verify: async () => undefined as never, verifySync: () => null as never };
    const { kernel, journal, snapshotter } = bench({ verifier: nothing, guard: new WritingGuard(5) });
    const write = { tool: 'write', params: { path: '/workspace/a' } };
    const receipt = await kernel.execute(write, () => snapshotter.files.set('/workspace/a', 'x') && 'done');
    expect(receipt).toMatchObject({ verify: 'WARN', rollback: { status: 'complete' } });
    expect(journal.records.at(-1)).toMatchObject({ kind: 'outcome' });
  });
});

describe('a host that says nothing sensible about a run', () => {
  it.each([
    [undefined],
    [{ status: 'done' }],
    [{ status: 'aborted' }],
    [{ status: 'timed-out', afterMs: '5' }],
  ])('is told so, and may complete the call afterwards: %j', (run) => {
    const { kernel } = bench();
    const begun = kernel.begin(request);
    if (begun.state !== 'started') throw new Error('blocked');
    try {
      kernel.complete(begun, run as Run);
      expect.unreachable();
    } catch (error) {
      expect(SentinelError.is(error, 'INVALID_ARGUMENT')).toBe(true);
    }
    expect(kernel.complete(begun, { status: 'timed-out', afterMs: 5 }).status).toBe('timed-out');
  });
});

describe('a caller', () => {
  it.each([[NaN], [0], [-1], ['50']])('cannot set a time limit of %s', async (timeoutMs) => {
    const tool = vi.fn();
    const { kernel } = bench();
    await expect(kernel.execute(request, tool, { timeoutMs: timeoutMs as number })).rejects.toThrow(
      /timeoutMs/,
    );
    expect(tool).not.toHaveBeenCalled();
  });

  it.each([[true], [false]])(
    'that gives up ends the wait for an approval; before it began: %s',
    async (early) => {
      const controller = new AbortController();
      const approver = {
        approve: async () => {
          controller.abort();
          return new Promise<Approval>(() => undefined);
        },
      };
      if (early) controller.abort();
      const { kernel } = bench({ approver });
      const receipt = await kernel.execute({ tool: 'confirm', params: {} }, vi.fn(), {
        signal: controller.signal,
      });
      expect(receipt.reason).toContain('the caller gave up waiting');
    },
  );

  it('that names a relative folder is denied: nobody knows where the process stands', async () => {
    const { kernel } = bench();
    const receipt = await kernel.execute({ ...request, cwd: 'sub' }, vi.fn());
    expect(receipt).toMatchObject({ status: 'denied', reason: 'cwd must be an absolute path' });
    expect(await kernel.execute({ ...request, cwd: 'C:\\work' }, () => 1)).toMatchObject({ allowed: true });
  });

  it('gets one run for one approval, however many calls wait', async () => {
    const { kernel } = bench();
    const call = { tool: 'confirm', params: {} };
    const [first] = [await kernel.execute(call, vi.fn()), await kernel.execute(call, vi.fn())];
    const approval = { verdict: 'granted', digest: first.decision.digest, by: 'ada' } as const;
    const statuses = [];
    for (let times = 0; times < 3; times++) {
      statuses.push((await kernel.execute(call, () => 1, { approval: { ...approval } })).status);
    }
    expect(statuses).toEqual(['succeeded', 'succeeded', 'unapproved']);
  });

  it('that never approves does not fill the memory', async () => {
    const { kernel } = bench({}, {});
    const stopped = await kernel.execute({ tool: 'confirm', params: { n: -1 } }, vi.fn());
    for (let n = 0; n < 10_000; n++) kernel.begin({ tool: 'confirm', params: { n } });
    await Promise.all(
      Array.from({ length: 10_000 }, async (_, n) =>
        kernel.execute({ tool: 'confirm', params: { n } }, vi.fn()),
      ),
    );
    const approval = { verdict: 'granted', digest: stopped.decision.digest, by: 'ada' } as const;
    const late = await kernel.execute({ tool: 'confirm', params: { n: -1 } }, vi.fn(), { approval });
    expect(late.status).toBe('unapproved');
  });
});

describe('a secret parameter', () => {
  it('is masked where the tool quotes it in its error, at any depth', async () => {
    const secretParams = ['password', 'env', 'absent', 'bytes', 'pin'];
    const guard = Object.assign(new ScriptedGuard(), {
      inspect: () => sampleDecision('auto', { secretParams }),
    });
    const { kernel, journal } = bench({ guard });
    const params = {
      password: 'hunter2hunter2',
      env: { KEY: ['sk-deep-secret'], n: 1 },
      bytes: new Uint8Array(1),
      pin: '1',
    };
    const receipt = await kernel.execute({ tool: 'login', params }, () => {
      throw new Error('bad password hunter2hunter2 with sk-deep-secret in 1 s');
    });
    expect(receipt.error).toContain('hunter2hunter2');
    expect(journal.records.at(-1)).toMatchObject({ error: 'bad password [masked] with [masked] in 1 s' });
  });
});
