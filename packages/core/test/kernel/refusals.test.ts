import { describe, expect, it, vi } from 'vitest';
import { bench, fails } from './bench-of-ports.js';
import { InMemoryJournal, ScriptedApprover, ScriptedGuard, sampleDecision } from '../../src/testing/index.js';
import type { Approval, Approver, Decision, KernelPorts, ToolCall } from '../../src/index.js';

const confirm = { tool: 'confirm', params: { what: 'publish' } };

async function refusals(
  request: { tool: string; params: object },
  ports: Partial<KernelPorts> = {},
  approval?: Approval,
): Promise<ScriptedGuard['refusals']> {
  const guard = new ScriptedGuard();
  const { kernel } = bench({ guard, ...ports });
  await kernel.execute(request, vi.fn(), approval === undefined ? {} : { approval });
  return guard.refusals;
}

describe('the guard is told of a call that was refused', () => {
  it('by the guard itself', async () => {
    expect(await refusals({ tool: 'deny', params: { a: 1 } })).toMatchObject([
      { call: { tool: 'deny' }, decision: { action: 'deny' }, approval: { status: 'not-needed' } },
    ]);
  });

  it('by the person who was asked', async () => {
    expect(await refusals(confirm, { approver: new ScriptedApprover('declined') })).toMatchObject([
      { decision: { action: 'confirm' }, approval: { status: 'declined', by: 'test' } },
    ]);
  });

  it('by an answer that the caller brought along', async () => {
    expect(await refusals(confirm, {}, { verdict: 'declined', by: 'ada' })).toHaveLength(1);
  });

  it('of a host that runs its tools itself', () => {
    const guard = new ScriptedGuard();
    expect(bench({ guard }).kernel.begin({ tool: 'deny', params: {} }).state).toBe('blocked');
    expect(guard.refusals).toHaveLength(1);
  });

  it('even when that cannot be recorded', async () => {
    const journal = Object.assign(new InMemoryJournal(), { append: fails });
    expect(await refusals({ tool: 'deny', params: {} }, { journal })).toHaveLength(1);
  });

  it('with its secrets masked', async () => {
    class Secretive extends ScriptedGuard {
      override inspect(call: ToolCall): Decision {
        return { ...super.inspect(call), secretParams: ['what'] };
      }
    }
    const guard = new Secretive();
    await bench({ guard, approver: new ScriptedApprover('declined') }).kernel.execute(confirm, vi.fn());
    expect(guard.refusals).toMatchObject([{ call: { params: { what: '[masked]' } } }]);
  });
});

describe('the guard is not told of a call that nobody said no to', () => {
  const slow: Approver = { approve: async () => new Promise(() => undefined) };
  const granting = (digest: string): Approver => ({
    approve: async () => ({ verdict: 'granted', digest, by: 'ada' }),
  });

  it.each<[string, Partial<KernelPorts>, Approval?]>([
    ['nobody is there', {}],
    ['the approver fails', { approver: { approve: fails } }],
    ['the approval is for another call', { approver: granting('of another call') }],
    ['the call ran', { approver: new ScriptedApprover('granted') }],
    [
      'the intent cannot be recorded',
      {
        approver: new ScriptedApprover('granted'),
        journal: Object.assign(new InMemoryJournal(), { append: fails }),
      },
    ],
    [
      'the approval was used before',
      {},
      { verdict: 'granted', digest: JSON.stringify(['confirm', confirm.params]), by: 'ada' },
    ],
  ])('%s', async (_, ports, approval) => {
    expect(await refusals(confirm, ports, approval)).toEqual([]);
  });

  it('nobody answers in time', async () => {
    const guard = new ScriptedGuard();
    await bench({ guard, approver: slow }, { approvalTimeoutMs: 5 }).kernel.execute(confirm, vi.fn());
    expect(guard.refusals).toEqual([]);
  });

  it('the decision changed while the person thought', async () => {
    let judged = 0;
    const guard = Object.assign(new ScriptedGuard(), {
      inspect: () => sampleDecision('confirm', { digest: `digest ${++judged}` }),
    });
    const approver: Approver = {
      approve: async ({ decision }) => ({ verdict: 'granted', digest: decision.digest, by: 'ada' }),
    };
    await bench({ guard, approver }).kernel.execute(confirm, vi.fn());
    expect(guard.refusals).toEqual([]);
  });
});

describe('a change that would lower the action', () => {
  const safer = { en: 'use --force-with-lease', zh: '改用 --force-with-lease' };
  class Advising extends ScriptedGuard {
    override inspect(call: ToolCall): Decision {
      return { ...super.inspect(call), safer };
    }
  }

  it('reaches the agent in its language, on the receipt and in the error', async () => {
    const { kernel } = bench({ guard: new Advising() }, { language: 'zh' });
    const receipt = await kernel.execute({ tool: 'deny', params: {} }, vi.fn());
    expect(receipt).toMatchObject({ status: 'denied', safer: safer.zh });
  });

  it('is not offered where the call was not what was wrong', async () => {
    const journal = Object.assign(new InMemoryJournal(), { append: fails });
    const { kernel } = bench({ guard: new Advising(), journal });
    const receipt = await kernel.execute({ tool: 'write', params: {} }, vi.fn());
    expect(receipt.status).toBe('faulted');
    expect('safer' in receipt).toBe(false);
  });

  it('is left out when the guard gives something that is no text', async () => {
    const guard = Object.assign(new ScriptedGuard(), {
      inspect: () => sampleDecision('deny', { safer: { en: 7 } as never }),
    });
    expect(await bench({ guard }).kernel.execute({ tool: 'deny', params: {} }, vi.fn())).not.toHaveProperty(
      'safer',
    );
  });
});
