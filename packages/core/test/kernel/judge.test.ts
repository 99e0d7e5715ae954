import { describe, expect, it } from 'vitest';
import { bench, fails } from './bench-of-ports.js';
import { sampleDecision, ScriptedApprover, ScriptedGuard } from '../../src/testing/index.js';

describe('judging a call without beginning it', () => {
  it.each(['auto', 'confirm', 'deny'])('tells that the answer would be %s', (tool) => {
    expect(bench().kernel.judge({ tool, params: {} }).decision.action).toBe(tool);
  });

  it('records, remembers, asks and announces nothing, and takes no id', () => {
    const approver = new ScriptedApprover('granted');
    const { kernel, journal, memory, observer } = bench({ approver });
    kernel.judge({ tool: 'confirm', params: {} });
    expect([journal.records, memory.completed, observer.events, approver.asked]).toEqual([[], [], [], []]);
    expect(kernel.begin({ tool: 'write', params: {} })).toMatchObject({ call: { id: 'op_1' } });
  });

  it('masks what must not be shown', () => {
    const decision = { ...sampleDecision('auto'), secretParams: ['token'] };
    const guard = Object.assign(new ScriptedGuard(), { inspect: () => decision });
    const { masked } = bench({ guard }).kernel.judge({ tool: 'auto', params: { token: 'hunter2' } });
    expect(masked.params).toEqual({ token: '[masked]' });
  });

  it('denies what cannot be judged', () => {
    const guard = Object.assign(new ScriptedGuard(), { inspect: fails });
    expect(bench({ guard }).kernel.judge({ tool: 'auto', params: {} }).decision.action).toBe('deny');
    expect(bench().kernel.judge({ tool: '', params: {} }).decision.action).toBe('deny');
  });
});

describe('an approver of one call', () => {
  it('is asked in the place of the configured one', async () => {
    const configured = new ScriptedApprover('declined');
    const own = new ScriptedApprover('granted');
    const { kernel } = bench({ approver: configured });
    const receipt = await kernel.execute({ tool: 'confirm', params: {} }, () => 'ran', { approver: own });
    expect(receipt).toMatchObject({ status: 'succeeded', result: 'ran' });
    expect([configured.asked, own.asked].map(({ length }) => length)).toEqual([0, 1]);
  });
});
