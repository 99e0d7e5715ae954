import { describe, expect, it } from 'vitest';
import { bench } from './bench-of-ports.js';
import {
  InMemoryJournal,
  ScriptedApprover,
  ScriptedGuard,
  sampleCall,
  sampleDecision,
} from '../../src/testing/index.js';
import { PendingApprovals, seekApproval } from '../../src/kernel/approval.js';
import { runSync } from '../../src/kernel/suspension.js';
import { SentinelError } from '../../src/index.js';
import type { Decision, HostAnswer, KernelPorts, WaitingCall } from '../../src/index.js';

const request = { tool: 'confirm', params: { what: 'publish' } };

function waiting(kernel: ReturnType<typeof bench>['kernel']): WaitingCall {
  const asked = kernel.ask(request);
  if (asked.state !== 'waiting') throw new Error(`the call does not wait: ${asked.state}`);
  return asked;
}

const granted = ({ decision }: WaitingCall): HostAnswer => ({
  verdict: 'granted',
  digest: decision.digest,
  by: 'ada',
});

describe('a host that asks its user in the middle of a call', () => {
  it('is asked nothing about a call that may run or that is denied', () => {
    const { kernel } = bench();
    expect(kernel.ask({ tool: 'write', params: {} }).state).toBe('started');
    expect(kernel.ask({ tool: 'deny', params: {} })).toMatchObject({
      state: 'blocked',
      receipt: { status: 'denied' },
    });
  });

  it('records and remembers nothing until the user has answered', () => {
    const { kernel, journal, observer } = bench({ approver: new ScriptedApprover('granted') });
    expect(waiting(kernel)).toMatchObject({ masked: request, withinMs: 300_000 });
    expect(journal.records).toEqual([]);
    expect(observer.events.map(({ type }) => type)).toEqual(['decided']);
  });

  it('begins the call by the grant, and completes it like any other', () => {
    const { kernel, journal } = bench();
    const call = waiting(kernel);
    const begun = call.answer(granted(call));
    if (begun.state !== 'started') throw new Error(begun.receipt.reason);
    expect(begun.approval).toEqual({ status: 'granted', by: 'ada' });
    expect(kernel.complete(begun, { status: 'succeeded', result: 'done' })).toMatchObject({ verify: 'PASS' });
    expect(journal.records).toMatchObject([
      { kind: 'intent', approval: { status: 'granted' } },
      { kind: 'outcome' },
    ]);
  });

  const noes: Record<
    string,
    { answer: (call: WaitingCall) => HostAnswer; status: string; refusals: number }
  > = {
    declines: {
      answer: () => ({ verdict: 'declined', by: 'ada', reason: 'not today' }),
      status: 'declined',
      refusals: 1,
    },
    'does not answer': {
      answer: () => ({ verdict: 'unanswered', reason: 'nobody answered' }),
      status: 'unattended',
      refusals: 0,
    },
    'grants another call': {
      answer: () => ({ verdict: 'granted', digest: 'other', by: 'ada' }),
      status: 'declined',
      refusals: 0,
    },
    'answers nothing that is an answer': {
      answer: () => undefined as unknown as HostAnswer,
      status: 'unattended',
      refusals: 0,
    },
  };
  it.each(Object.entries(noes))('stops the call when the user %s', (_, { answer, status, refusals }) => {
    const { kernel, journal, guard } = bench();
    const call = waiting(kernel);
    expect(call.answer(answer(call))).toMatchObject({
      state: 'blocked',
      receipt: { status: 'unapproved', needsConfirmation: true },
    });
    expect(journal.records).toMatchObject([{ kind: 'blocked', approval: { status } }]);
    expect((guard as ScriptedGuard).refusals).toHaveLength(refusals);
  });

  it('takes one answer only', () => {
    const { kernel } = bench();
    const call = waiting(kernel);
    call.answer(granted(call));
    expect(() => call.answer(granted(call))).toThrow(SentinelError);
  });

  it('[S4-65] takes no grant that comes too late', () => {
    const times = { monotonic: 0 };
    const clock: KernelPorts['clock'] = { now: () => 0, monotonic: () => times.monotonic };
    const { kernel } = bench({ clock }, { approvalTimeoutMs: 20_000 });
    const call = waiting(kernel);
    times.monotonic = 20_001;
    expect(call.answer(granted(call))).toMatchObject({
      state: 'blocked',
      receipt: { reason: 'sample confirm: nobody answered within 20000 ms' },
    });
  });

  it('judges the call once more after the grant, since the world may have changed', () => {
    const answers = [sampleDecision('confirm'), sampleDecision('deny')];
    const guard = Object.assign(new ScriptedGuard(), { inspect: () => answers.shift() as Decision });
    const call = waiting(bench({ guard }).kernel);
    expect(call.answer(granted(call))).toMatchObject({ state: 'blocked', receipt: { status: 'unapproved' } });
  });

  it('stops the call when its intent cannot be recorded after the grant', () => {
    class FullJournal extends InMemoryJournal {
      override appendSync(): never {
        throw new Error('disk full');
      }
    }
    const call = waiting(bench({ journal: new FullJournal() }).kernel);
    expect(call.answer(granted(call))).toMatchObject({ state: 'blocked', receipt: { status: 'faulted' } });
  });

  it('is asked only by a flow that stops for it: one that is driven to its end fails', () => {
    const needs = {
      request: { call: sampleCall(), decision: sampleDecision('confirm') },
      given: undefined,
      pending: new PendingApprovals(),
      signal: undefined,
      approver: undefined,
      timeoutMs: 1000,
      hostAsks: 'waiting',
      now: () => 0,
    } as const;
    expect(() => runSync(seekApproval(needs))).toThrow('only a flow that stops');
  });
});
