import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bench } from './bench-of-ports.js';
import { sampleDecision, sampleEffect, ScriptedGuard, ScriptedVerifier } from '../../src/testing/index.js';
import { SentinelError } from '../../src/index.js';
import type { KeptCall, Kernel, StartedCall, Verdict, VerifyRequest } from '../../src/index.js';

const params = { path: '/workspace/a', token: 'hunter2-hunter2' };

/** A guard that lets everything run and calls the parameter `token` a secret. */
function guardOfTokens(): ScriptedGuard {
  const decision = { ...sampleDecision('auto'), effects: [sampleEffect()], secretParams: ['token'] };
  return Object.assign(new ScriptedGuard(), { inspect: () => decision });
}

function begun(kernel: Kernel): StartedCall {
  const started = kernel.begin({ tool: 'write', params, sessionId: 's1', cwd: '/workspace/sub' });
  if (started.state !== 'started') throw new Error(started.receipt.reason);
  return started;
}

/** A call that was begun by one kernel, after a stay on a disk. */
function kept(): KeptCall {
  const { kernel } = bench({ guard: guardOfTokens() });
  return JSON.parse(JSON.stringify(kernel.keepCall(begun(kernel)))) as KeptCall;
}

describe('a call whose second half is another process', () => {
  it('is completed there like any other, under its id', () => {
    const { kernel, journal, memory } = bench({ guard: guardOfTokens() });
    const receipt = kernel.complete(kernel.resume(kept(), params), { status: 'succeeded', result: 'done' });
    expect(receipt).toMatchObject({ status: 'succeeded', auditId: 'op_1', verify: 'PASS' });
    expect(journal.records).toMatchObject([{ kind: 'outcome', callId: 'op_1', sessionId: 's1' }]);
    expect(memory.completed).toMatchObject([{ call: { cwd: '/workspace/sub' } }]);
  });

  it('holds no secret, and the other process masks the ones it is told again', () => {
    const call = kept();
    expect(JSON.stringify(call)).not.toContain('hunter2');
    const { kernel, journal } = bench({ guard: guardOfTokens() });
    kernel.complete(kernel.resume(call, params), {
      status: 'failed',
      error: new Error(`no: ${params.token}`),
    });
    expect(journal.records).toMatchObject([{ error: 'no: [masked]' }]);
  });

  it('is verified by the parameters it ran with, where they are told', () => {
    const seen: VerifyRequest[] = [];
    class WatchedVerifier extends ScriptedVerifier {
      override verifySync(request: VerifyRequest): Verdict {
        seen.push(request);
        return super.verifySync(request);
      }
    }
    const verifier = new WatchedVerifier();
    const { kernel } = bench({ guard: guardOfTokens(), verifier });
    kernel.complete(kernel.resume(kept(), params), { status: 'succeeded', result: 1 });
    kernel.complete(kernel.resume(kept()), { status: 'succeeded', result: 1 });
    expect(seen.map(({ call }) => call.params['token'])).toEqual([params.token, '[masked]']);
  });

  it('is not judged again when it had no secrets and comes with the parameters it was begun with', () => {
    const plain = {
      path: '/workspace/a',
      mode: 7,
      when: new Date(0),
      nested: [{ deep: 'text' }],
      bytes: Uint8Array.of(1, 2),
    };
    const first = bench();
    const started = first.kernel.begin({ tool: 'write', params: plain });
    if (started.state !== 'started') throw new Error(started.receipt.reason);
    const call = JSON.parse(JSON.stringify(first.kernel.keepCall(started))) as KeptCall;
    const guard = new ScriptedGuard();
    let judged = 0;
    const { kernel } = bench({
      guard: Object.assign(guard, {
        inspect: () => {
          judged += 1;
          return sampleDecision('auto');
        },
      }),
    });
    expect(kernel.resume(call, plain).call.params).toEqual(started.call.params);
    expect(judged).toBe(0);
    expect(() => kernel.resume(call, { ...plain, mode: 8 })).toThrow(/not those/);
    expect(() => kernel.resume(call, 'text')).toThrow(/not those/);
    expect(judged).toBeGreaterThan(0);
  });

  it('is not taken for another call', () => {
    const { kernel, journal } = bench({ guard: guardOfTokens() });
    for (const other of [{ ...params, path: '/workspace/b' }, {}, 'text', { ...params, more: 1 }]) {
      expect(() => kernel.resume(kept(), other)).toThrow(/not those that op_1 was begun with/);
    }
    expect(journal.records).toEqual([]);
  });

  it('cannot be kept when it was completed, or begun elsewhere', () => {
    const { kernel } = bench();
    const call = begun(kernel);
    kernel.complete(call, { status: 'succeeded', result: 1 });
    expect(() => kernel.keepCall(call)).toThrow(SentinelError);
    expect(() => kernel.keepCall(begun(bench().kernel))).toThrow(/not begun here/);
  });

  it('may have no snapshot', () => {
    const { kernel } = bench();
    const call = { ...kept(), snapshot: null };
    expect(kernel.resume(call).snapshot).toBeNull();
  });
});

describe('data that is no kept call', () => {
  const broken: Record<string, unknown> = {
    'of another version': { ...kept(), version: 2 },
    'without an id': { ...kept(), id: 7 },
    'without a time': { ...kept(), startedAt: 'now' },
    'that does not say whether it had secrets': { ...kept(), hadSecrets: undefined },
    'without claims': { ...kept(), claims: null },
    'with parameters that are a list': { ...kept(), params: [] },
    'without an approval': { ...kept(), approval: null },
    'without a decision': { ...kept(), decision: { action: 'auto' } },
    'with the snapshot of another call': { ...kept(), snapshot: { ...kept().snapshot, id: 'op_2' } },
    'with half a snapshot': { ...kept(), snapshot: { id: 'op_1', files: [] } },
    'with a text for a snapshot': { ...kept(), snapshot: 'none' },
    'that is nothing': null,
  };
  it.each(Object.entries(broken))('is refused: %s', (_, data) => {
    expect(() => bench().kernel.resume(data as KeptCall)).toThrow(SentinelError);
  });

  it('is refused whatever it is', () => {
    const { kernel } = bench();
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        expect(() => kernel.resume(data as unknown as KeptCall)).toThrow(SentinelError);
      }),
    );
  });
});
