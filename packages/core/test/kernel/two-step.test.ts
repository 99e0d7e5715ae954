import { describe, expect, it } from 'vitest';
import { bench, fails } from './bench-of-ports.js';
import { InMemoryJournal, InMemorySnapshotter, ScriptedApprover } from '../../src/testing/index.js';
import { SentinelError } from '../../src/index.js';
import type { JournalRecord, RecordRef, Run, StartedCall } from '../../src/index.js';

const request = { tool: 'write', params: { path: '/workspace/a' } };

function started(value: ReturnType<ReturnType<typeof bench>['kernel']['begin']>): StartedCall {
  if (value.state !== 'started') throw new Error(`blocked: ${value.receipt.reason}`);
  return value;
}

describe('begin and complete', () => {
  it('take a call through the same steps as execute, without a promise', () => {
    const { kernel, journal, memory, observer } = bench();
    const call = started(kernel.begin(request));
    expect(journal.records).toMatchObject([{ kind: 'intent', callId: 'op_1' }]);
    const receipt = kernel.complete(call, { status: 'succeeded', result: 'done' }, { retryCount: 2 });
    expect(receipt).toMatchObject({ status: 'succeeded', result: 'done', verify: 'PASS', auditId: 'op_1' });
    expect(journal.records).toMatchObject([{ kind: 'intent' }, { kind: 'outcome' }]);
    expect(memory.completed).toMatchObject([{ context: { retryCount: 2 } }]);
    expect(observer.events.map((event) => event.type)).toEqual(['decided', 'started', 'completed']);
  });

  it('stop a denied call with a receipt', () => {
    const begun = bench().kernel.begin({ tool: 'deny', params: {} });
    expect(begun).toMatchObject({ state: 'blocked', receipt: { status: 'denied' } });
  });

  it('never ask an approver, who could only be waited for', () => {
    const approver = new ScriptedApprover('granted');
    const begun = bench({ approver }).kernel.begin({ tool: 'confirm', params: {} });
    expect(begun).toMatchObject({ state: 'blocked', receipt: { status: 'unapproved' } });
    expect(approver.asked).toEqual([]);
  });

  it('let a host that asks its user itself begin, and record that it did', () => {
    const { kernel, journal } = bench();
    started(kernel.begin({ tool: 'confirm', params: {} }, { asks: 'host' }));
    expect(journal.records).toMatchObject([{ kind: 'intent', approval: { status: 'delegated' } }]);
  });

  it('record a call that a host ran before it told, whatever the decision', () => {
    const { kernel, journal } = bench();
    const call = started(kernel.begin({ tool: 'deny', params: {} }, { alreadyRan: true }));
    expect(call.snapshot).toBeNull();
    expect(kernel.complete(call, { status: 'succeeded', result: 'done' })).toMatchObject({ risk: 'deny' });
    expect(journal.records).toMatchObject([
      { kind: 'intent', decision: { action: 'deny' }, approval: { status: 'delegated' } },
      { kind: 'outcome', action: 'deny' },
    ]);
  });

  it('begin nothing when the intent or the snapshot fails', () => {
    const journal = Object.assign(new InMemoryJournal(), { appendSync: fails });
    expect(bench({ journal }).kernel.begin(request)).toMatchObject({ receipt: { status: 'faulted' } });
    const snapshotter = Object.assign(new InMemorySnapshotter(), { capture: fails });
    const second = bench({ snapshotter });
    expect(second.kernel.begin(request)).toMatchObject({ receipt: { status: 'faulted' } });
    expect(second.journal.records.at(-1)).toMatchObject({ status: 'not-run' });
  });

  it('complete a call once', () => {
    const { kernel, journal } = bench();
    const call = started(kernel.begin(request));
    kernel.complete(call, { status: 'succeeded', result: 1 });
    try {
      kernel.complete(call, { status: 'succeeded', result: 1 });
      expect.unreachable();
    } catch (error) {
      expect(SentinelError.is(error, 'INVALID_ARGUMENT')).toBe(true);
    }
    expect(journal.records).toHaveLength(2);
  });

  it('complete nothing that they did not begin', () => {
    const { kernel, journal } = bench();
    const forged = { ...started(bench().kernel.begin(request)) };
    for (const call of [forged, undefined as never]) {
      expect(() => kernel.complete(call, { status: 'succeeded', result: 1 })).toThrow(/not begun here/);
    }
    expect(journal.records).toEqual([]);
  });

  it('count a verifier that throws as not verified', () => {
    const { kernel } = bench({ verifier: { verify: fails, verifySync: fails } });
    const receipt = kernel.complete(started(kernel.begin(request)), { status: 'succeeded', result: 1 });
    expect(receipt).toMatchObject({ verify: 'WARN', faults: [{ code: 'VERIFIER_FAILED' }] });
  });
});

describe('begin and complete that can wait', () => {
  it('take a call through the same steps', async () => {
    const { kernel, journal } = bench();
    const call = started(await kernel.beginAsync(request));
    const receipt = await kernel.completeAsync(call, { status: 'succeeded', result: 'done' });
    expect(receipt).toMatchObject({ status: 'succeeded', verify: 'PASS', auditId: 'op_1' });
    expect(journal.records).toMatchObject([{ kind: 'intent' }, { kind: 'outcome' }]);
    await expect(kernel.completeAsync(call, { status: 'succeeded', result: 'done' })).rejects.toThrow(
      /completed before/,
    );
  });

  it('ask the approver, who can be waited for', async () => {
    const approver = new ScriptedApprover('granted');
    const begun = await bench({ approver }).kernel.beginAsync({ tool: 'confirm', params: {} });
    expect(begun).toMatchObject({ state: 'started', approval: { status: 'granted' } });
  });

  it('hand records over before any of them is durable, so that they become durable together', async () => {
    const waiting: (() => void)[] = [];
    class SlowJournal extends InMemoryJournal {
      override async append(record: JournalRecord): Promise<RecordRef> {
        const ref = await super.append(record);
        await new Promise<void>((resolve) => waiting.push(resolve));
        return ref;
      }
    }
    const { kernel } = bench({ journal: new SlowJournal() });
    const begun = [kernel.beginAsync(request), kernel.beginAsync(request)];
    await expect.poll(() => waiting.length).toBe(2);
    for (const goOn of waiting) goOn();
    expect((await Promise.all(begun)).map(({ state }) => state)).toEqual(['started', 'started']);
  });

  it('do not use a call up by a run that cannot be recorded', async () => {
    const { kernel } = bench();
    const call = started(await kernel.beginAsync(request));
    await expect(kernel.completeAsync(call, {} as Run)).rejects.toThrow(/does not say how/);
    expect(await kernel.completeAsync(call, { status: 'failed', error: 'no' })).toMatchObject({
      status: 'failed',
    });
  });
});
