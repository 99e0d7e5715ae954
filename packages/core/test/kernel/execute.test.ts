import { describe, expect, it, vi } from 'vitest';
import { bench } from './bench-of-ports.js';
import { CallingExecutor, ScriptedGuard, sampleDecision } from '../../src/testing/index.js';
import { SentinelError } from '../../src/index.js';

const request = { tool: 'ask', params: { question: 'why' } };

describe('execute', () => {
  it('[S2-183] [S2-184] returns what the tool returned, with everything known about the call', async () => {
    const { kernel } = bench();
    const receipt = await kernel.execute(request, () => 'because');
    expect(receipt).toMatchObject({
      status: 'succeeded',
      allowed: true,
      blocked: false,
      risk: 'auto',
      needsConfirmation: false,
      result: 'because',
      auditId: 'op_1',
      verify: 'PASS',
      profile: 100,
      faults: [],
    });
    expect(receipt.reason).toBeUndefined();
    expect(receipt.error).toBeUndefined();
  });

  it('[S2-188] goes through its layers in one order', async () => {
    const order: string[] = [];
    const note =
      <A extends unknown[], R>(name: string, action: (...args: A) => R) =>
      (...args: A): R => {
        order.push(name);
        return action(...args);
      };
    const real = bench();
    const executor = new CallingExecutor();
    const { kernel } = bench({
      guard: {
        inspect: note('inspect', (call) => real.guard.inspect(call)),
        observe: note('learn', () => undefined),
        refused: fail,
      },
      journal: Object.assign(real.journal, {
        append: note('record', async (record: never) => real.journal.appendSync(record)),
      }),
      snapshotter: {
        capture: note('snapshot', () => ({ id: 'x', takenAt: 0, files: [], uncovered: [], git: null })),
        settle: note('settle', () => undefined),
        restore: fail,
      },
      executor: {
        execute: async <T>(task: Parameters<typeof executor.execute<T>>[0]) => {
          order.push('run');
          return executor.execute(task);
        },
      },
      memory: { record: note('remember', () => undefined), recordBlocked: fail },
    });
    await kernel.execute(request, () => 'because');
    expect(order).toEqual(['inspect', 'record', 'snapshot', 'run', 'settle', 'record', 'learn', 'remember']);
  });

  it('records the intent before the run and the outcome after it', async () => {
    const { kernel, journal } = bench();
    let seen: readonly string[] = [];
    await kernel.execute({ ...request, sessionId: 's', agentId: 'a', cwd: '/workspace/sub' }, () => {
      seen = journal.records.map((record) => record.kind);
      return 'ünï';
    });
    expect(seen).toEqual(['intent']);
    expect(journal.records).toMatchObject([
      {
        kind: 'intent',
        callId: 'op_1',
        sessionId: 's',
        agentId: 'a',
        tool: 'ask',
        cwd: '/workspace/sub',
        params: { question: 'why' },
        decision: { action: 'auto', score: 0.19, digest: '["ask",{"question":"why"}]' },
        approval: { status: 'not-needed' },
      },
      {
        kind: 'outcome',
        callId: 'op_1',
        status: 'succeeded',
        result: { type: 'string', bytes: 5 },
        error: null,
        verify: 'PASS',
        scores: { overall: 100 },
      },
    ]);
  });

  it.each([
    [undefined, { type: 'undefined', bytes: null }],
    [null, { type: 'null', bytes: null }],
    [[1], { type: 'array', bytes: null }],
    [{ a: 1 }, { type: 'object', bytes: null }],
    [new Uint8Array(3), { type: 'bytes', bytes: 3 }],
  ])('records what kind of result %j is, never the result', async (result, described) => {
    const { kernel, journal } = bench();
    await kernel.execute(request, () => result);
    expect(journal.records.at(-1)).toMatchObject({ result: described });
  });

  it('tells the user about a call that is to be notified', async () => {
    const { kernel } = bench();
    const receipt = await kernel.execute({ tool: 'notify', params: {} }, () => 1);
    expect(receipt).toMatchObject({ allowed: true, risk: 'notify', reason: 'sample notify', result: 1 });
  });

  it('speaks Chinese when asked to', async () => {
    const { kernel } = bench({}, { language: 'zh' });
    expect((await kernel.execute({ tool: 'deny', params: {} }, vi.fn())).reason).toBe('示例 deny');
  });

  it('[S2-174] does not call the tool of a denied call', async () => {
    const tool = vi.fn();
    const { kernel, journal, memory, observer } = bench();
    const receipt = await kernel.execute({ tool: 'deny', params: { a: 1 } }, tool);
    expect(tool).not.toHaveBeenCalled();
    expect(receipt).toMatchObject({
      status: 'denied',
      allowed: false,
      blocked: true,
      risk: 'deny',
      reason: 'sample deny',
      needsConfirmation: false,
      verify: null,
      rollback: null,
    });
    expect(journal.records).toMatchObject([{ kind: 'blocked', reason: 'sample deny', params: { a: 1 } }]);
    expect(memory.blocked).toHaveLength(1);
    expect(observer.events.map((event) => event.type)).toEqual(['decided', 'blocked']);
  });

  it('masks secret parameters everywhere they could be kept, and runs with the true ones', async () => {
    const guard = Object.assign(new ScriptedGuard(), {
      inspect: () => sampleDecision('auto', { secretParams: ['token', 'absent'] }),
    });
    const { kernel, journal, memory, observer } = bench({ guard });
    const params = { token: 'hunter2', question: 'why' };
    await kernel.execute({ tool: 'ask', params }, () => 'because');
    const kept = JSON.stringify([journal.records, memory.completed, observer.events]);
    expect(kept).not.toContain('hunter2');
    expect(kept).toContain('[masked]');
    expect(params.token).toBe('hunter2');
  });

  it('writes every parameter in a form that any reader of the journal accepts', async () => {
    const { kernel, journal } = bench();
    const params = {
      nothing: null,
      half: 'a\ud800b',
      bytes: new Uint8Array(2),
      not: [NaN, Infinity, -0.5, null, [{ deep: 1 }]],
      '\udc00': true,
    };
    await kernel.execute({ tool: 'ask', params }, () => 1);
    expect(journal.records[0]).toMatchObject({
      params: {
        half: 'a\ufffdb',
        bytes: { $bytes: 2 },
        not: ['NaN', 'Infinity', -0.5, null, [{ deep: 1 }]],
        '\ufffd': true,
      },
    });
  });

  it('hands on what the caller claims the call will change', async () => {
    const { kernel, observer } = bench();
    const claims = [{ path: 'a.txt', change: 'write' }] as const;
    await kernel.execute({ ...request, claims }, () => 1);
    expect(observer.events[0]).toMatchObject({ call: { claims } });
  });

  it('works without observers', async () => {
    const { kernel } = bench({ observers: undefined as never });
    expect(await kernel.execute(request, () => 1)).toMatchObject({ status: 'succeeded', faults: [] });
  });

  it('refuses to begin without a function', async () => {
    const { kernel, journal } = bench();
    const error: unknown = await kernel.execute(request, 'rm' as never).catch((thrown: unknown) => thrown);
    expect(SentinelError.is(error, 'INVALID_ARGUMENT')).toBe(true);
    expect(journal.records).toEqual([]);
  });

  it('runs nothing when the parameters changed after they were judged', async () => {
    const params = { path: 'harmless' };
    const tool = vi.fn();
    const { kernel, journal } = bench();
    const pending = kernel.execute({ tool: 'write', params }, tool);
    params.path = '/etc/passwd';
    expect(await pending).toMatchObject({ status: 'faulted', faults: [{ code: 'PARAMS_CHANGED' }] });
    expect(tool).not.toHaveBeenCalled();
    expect(journal.records.at(-1)).toMatchObject({ kind: 'outcome', status: 'not-run' });
  });

  it('runs nothing when the parameters stopped being data after they were judged', async () => {
    const params: Record<string, unknown> = { path: 'harmless' };
    const { kernel } = bench();
    const pending = kernel.execute({ tool: 'write', params }, vi.fn());
    params['path'] = () => '/etc/passwd';
    expect(await pending).toMatchObject({ status: 'faulted', faults: [{ code: 'PARAMS_CHANGED' }] });
  });

  it('with relaxed durability queues the outcome instead of waiting for it', async () => {
    const { kernel, journal } = bench({}, { durability: 'relaxed' });
    const enqueue = vi.spyOn(journal, 'enqueue');
    await kernel.execute(request, () => 1);
    const started = kernel.begin(request);
    if (started.state === 'started') kernel.complete(started, { status: 'succeeded', result: 1 });
    expect(enqueue.mock.calls.map(([record]) => record.kind)).toEqual(['outcome', 'outcome']);
  });
});

function fail(): never {
  throw new Error('this must not be called');
}
