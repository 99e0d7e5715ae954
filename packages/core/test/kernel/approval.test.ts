import { describe, expect, it, vi } from 'vitest';
import { bench, fails } from './bench-of-ports.js';
import { ScriptedApprover, ScriptedGuard, sampleDecision } from '../../src/testing/index.js';
import type { Approval, ApprovalRequest } from '../../src/index.js';

const request = { tool: 'confirm', params: { what: 'publish' } };

describe('a call that needs an approval', () => {
  it('[S2-31] waits for one and runs nothing where nobody can give it', async () => {
    const tool = vi.fn();
    const { kernel, journal } = bench();
    const receipt = await kernel.execute(request, tool);
    expect(receipt).toMatchObject({ status: 'unapproved', allowed: false, needsConfirmation: true });
    expect(receipt.reason).toBe('sample confirm: nobody is there to approve it');
    expect(tool).not.toHaveBeenCalled();
    expect(journal.records).toMatchObject([{ kind: 'blocked', approval: { status: 'unattended' } }]);
  });

  it('runs when the approver grants it, and the grant is recorded', async () => {
    const approver = new ScriptedApprover('granted');
    const { kernel, journal } = bench({ approver });
    expect(await kernel.execute(request, () => 'done')).toMatchObject({
      status: 'succeeded',
      result: 'done',
    });
    expect(approver.asked).toHaveLength(1);
    expect(journal.records[0]).toMatchObject({ approval: { status: 'granted', by: 'test' } });
  });

  it('does not run when the approver declines', async () => {
    const tool = vi.fn();
    const { kernel, journal } = bench({ approver: new ScriptedApprover('declined') });
    expect(await kernel.execute(request, tool)).toMatchObject({
      status: 'unapproved',
      needsConfirmation: true,
    });
    expect(tool).not.toHaveBeenCalled();
    expect(journal.records[0]).toMatchObject({
      approval: { status: 'declined', by: 'test', reason: 'declined' },
    });
  });

  const noAnswer: Record<string, (request: ApprovalRequest) => unknown> = {
    throws: fails,
    'answers nothing': () => undefined,
    'answers null': () => null,
    'answers true': () => true,
    'answers with an unknown verdict': () => ({ verdict: 'yes', by: 'someone' }),
    'never answers': () => new Promise(() => undefined),
    'grants another call': () => ({ verdict: 'granted', digest: 'other', by: 'someone' }),
    'declines with a reason': () => ({ verdict: 'declined', by: 'someone', reason: 'not on a Friday' }),
  };
  it.each(Object.entries(noAnswer))('does not run when the approver %s', async (_, answer) => {
    const tool = vi.fn();
    const approver = { approve: async (asked: ApprovalRequest) => answer(asked) as Approval };
    const { kernel } = bench({ approver }, { approvalTimeoutMs: 20 });
    expect(await kernel.execute(request, tool)).toMatchObject({ status: 'unapproved' });
    expect(tool).not.toHaveBeenCalled();
  });

  it('tells the approver when the wait is over', async () => {
    let signal: AbortSignal | undefined;
    const approver = {
      approve: async (_: ApprovalRequest, given: AbortSignal) => {
        signal = given;
        return new Promise<Approval>(() => undefined);
      },
    };
    await bench({ approver }, { approvalTimeoutMs: 10 }).kernel.execute(request, vi.fn());
    expect(signal?.aborted).toBe(true);
  });

  it('[S4-65] blocks the call when nobody answers within the time that its decision allows', async () => {
    const tool = vi.fn();
    const guard = Object.assign(new ScriptedGuard(), {
      inspect: () => sampleDecision('confirm', { approvalWithinMs: 10 }),
    });
    const approver = { approve: async () => new Promise<Approval>(() => undefined) };
    const receipt = await bench({ guard, approver }).kernel.execute(request, tool);
    expect(receipt.reason).toBe('sample confirm: nobody answered within 10 ms');
    expect(tool).not.toHaveBeenCalled();
  });

  it('[S4-28] does not wait longer than the kernel does for a decision that allows more', async () => {
    const guard = Object.assign(new ScriptedGuard(), {
      inspect: () => sampleDecision('confirm', { approvalWithinMs: 60_000 }),
    });
    const approver = { approve: async () => new Promise<Approval>(() => undefined) };
    const { kernel } = bench({ guard, approver }, { approvalTimeoutMs: 15 });
    expect((await kernel.execute(request, vi.fn())).reason).toContain('nobody answered within 15 ms');
  });

  it('does not run when the decision changed while the approver thought', async () => {
    const tool = vi.fn();
    let judged = 0;
    const guard = Object.assign(new ScriptedGuard(), {
      inspect: () => sampleDecision('confirm', { digest: `digest of policy ${++judged}` }),
    });
    const { kernel } = bench({ guard, approver: new ScriptedApprover('granted') });
    const receipt = await kernel.execute(request, tool);
    expect(receipt.reason).toContain('has changed meanwhile');
    expect(tool).not.toHaveBeenCalled();
  });

  it('shows the approver the call without its secrets', async () => {
    const approver = new ScriptedApprover('granted');
    const decision = sampleDecision('confirm', { secretParams: ['what'] });
    const guard = Object.assign(new ScriptedGuard(), { inspect: () => decision });
    await bench({ guard, approver }).kernel.execute(request, vi.fn());
    expect(JSON.stringify(approver.asked)).not.toContain('publish');
  });

  it('runs with an approval that the caller obtained for exactly this call', async () => {
    const { kernel } = bench();
    const stopped = await kernel.execute(request, vi.fn());
    const approval = { verdict: 'granted', digest: stopped.decision.digest, by: 'ada' } as const;
    expect(await kernel.execute(request, () => 'done', { approval })).toMatchObject({ status: 'succeeded' });
    const other = { tool: 'confirm', params: { what: 'something else' } };
    expect(await kernel.execute(other, vi.fn(), { approval })).toMatchObject({ status: 'unapproved' });
  });

  it('runs once for each approval, not twice', async () => {
    const { kernel } = bench();
    const { decision } = await kernel.execute(request, vi.fn());
    const approval = { verdict: 'granted', digest: decision.digest, by: 'ada' } as const;
    expect(await kernel.execute(request, () => 1, { approval })).toMatchObject({ status: 'succeeded' });
    expect(await kernel.execute(request, () => 1, { approval: { ...approval } })).toMatchObject({
      status: 'unapproved',
      reason: 'sample confirm: no call waits for this approval: it was used before',
    });
  });
});
