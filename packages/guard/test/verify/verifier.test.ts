import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifierConformance } from '@sentinel-agentos/core/testing';
import { SentinelError } from '@sentinel-agentos/core';
import { aggregate } from '../../src/verify/aggregate.js';
import { createVerifier } from '../../src/verify/verifier.js';
import { createVerifyBench } from './verify-bench.js';
import type { AsyncCheck, Check, SyncCheck } from '../../src/verify/check.js';
import type { CheckResult, Run } from '@sentinel-agentos/core';
import type { VerifyBench } from './verify-bench.js';

const result = (check: string, status: CheckResult['status']): CheckResult => ({
  check,
  status,
  message: { en: 'text', zh: '文本' },
});
const never = new AbortController().signal;

describe('the verifier keeps the promises of its port:', () => {
  for (const each of verifierConformance(() => createVerifier({ workspaceRoot: '/workspace' })))
    it(each.name, each.run);
});

describe('what several checks say together', () => {
  const table: readonly (readonly [readonly CheckResult['status'][], string])[] = [
    [[], 'WARN'],
    [['not-checked'], 'WARN'],
    [['pass'], 'PASS'],
    [['pass', 'not-checked'], 'PASS'],
    [['pass', 'warn'], 'WARN'],
    [['warn'], 'WARN'],
    [['pass', 'fail'], 'FAIL'],
    [['pass', 'warn', 'fail', 'not-checked'], 'FAIL'],
    [['fail'], 'FAIL'],
  ];
  for (const [statuses, expected] of table) {
    it(`[S2-53] ${statuses.length === 0 ? 'nothing' : statuses.join(' and ')} is ${expected}`, () => {
      expect(aggregate(statuses.map((status) => result('c', status))).status).toBe(expected);
    });
  }
});

describe('the verifier', () => {
  let bench: VerifyBench;
  beforeEach(() => {
    bench = createVerifyBench();
  });
  afterEach(() => bench.dispose());

  const sync = (changes: Partial<SyncCheck> = {}): SyncCheck => ({
    name: 'mine',
    mode: 'sync',
    applies: () => true,
    run: () => [result('mine', 'pass')],
    ...changes,
  });
  const waiting = (changes: Partial<AsyncCheck> = {}): AsyncCheck => ({
    name: 'slow',
    mode: 'async',
    applies: () => true,
    run: async () => [result('slow', 'pass')],
    ...changes,
  });
  const verifier = (...checks: readonly Check[]) =>
    createVerifier({ workspaceRoot: bench.root, checks, timeoutMs: 50 });
  const resultOf = (checks: readonly CheckResult[], name: string) =>
    checks.find(({ check }) => check === name);

  const ends: readonly (readonly [Run, RegExp, RegExp])[] = [
    [{ status: 'failed', error: new Error('no such table') }, /failed: no such table/, /失败/],
    [
      {
        status: 'failed',
        error: {
          toString: () => {
            throw new Error('x');
          },
        },
      },
      /unreadable/,
      /失败/,
    ],
    [{ status: 'timed-out', afterMs: 7 }, /within 7 ms/, /7 毫秒/],
    [{ status: 'aborted', reason: 'stop' }, /aborted: stop/, /中止/],
  ];
  for (const [run, en, zh] of ends) {
    it(`fails a run that ${run.status}, and asks no other check`, async () => {
      const request = { ...bench.succeeded('file written'), run };
      const verdict = verifier(sync()).verifySync(request);
      expect(verdict).toMatchObject({ status: 'FAIL', checks: [{ check: 'run', status: 'fail' }] });
      expect(verdict.checks[0]?.message.en).toMatch(en);
      expect(verdict.checks[0]?.message.zh).toMatch(zh);
      expect(await verifier(waiting()).verify(request, never)).toEqual(verdict);
    });
  }

  it('has nothing to say about a dry run', () => {
    const request = { ...bench.succeeded(''), run: { status: 'planned', plan: null } } as const;
    expect(verifier().verifySync(request)).toMatchObject({
      status: 'WARN',
      checks: [{ status: 'not-checked' }],
    });
  });

  it('[S2-48] [S2-49] runs registered checks in order, each within its time', async () => {
    const order: string[] = [];
    const slow = waiting({
      timeoutMs: 5,
      run: async (_, signal) =>
        new Promise((_resolve) => {
          signal.addEventListener('abort', () => order.push('told to stop'));
        }),
    });
    const quick = waiting({ name: 'quick', run: async () => [result('quick', 'pass')] });
    const { checks, status } = await verifier(slow, quick, sync()).verify(bench.succeeded('done'), never);
    expect(checks.map(({ check }) => check)).toEqual(['result-not-empty', 'slow', 'quick', 'mine']);
    expect(resultOf(checks, 'slow')).toMatchObject({ status: 'not-checked' });
    expect(resultOf(checks, 'slow')?.message.en).toBe('it did not end within 5 ms');
    expect(order).toEqual(['told to stop']);
    expect(status).toBe('PASS');
  });

  it('does not wait any longer than its caller', async () => {
    const caller = new AbortController();
    const slow = waiting({ timeoutMs: 60_000, run: () => new Promise(() => undefined) });
    const pending = verifier(slow).verify(bench.succeeded('done'), caller.signal);
    caller.abort();
    expect(resultOf((await pending).checks, 'slow')?.message.en).toBe('it was not waited for');
    const late = await verifier(slow).verify(bench.succeeded('done'), caller.signal);
    expect(resultOf(late.checks, 'slow')).toMatchObject({ status: 'not-checked' });
  });

  it('reports what has to wait as not checked when it must not wait', () => {
    const { checks } = verifier(waiting()).verifySync(bench.succeeded('done'));
    expect(resultOf(checks, 'slow')).toMatchObject({ status: 'not-checked' });
  });

  it('takes a check that throws for one that did not look, never for a pass or a failure', async () => {
    const throws = () => {
      throw new Error('broken check');
    };
    const broken: readonly Check[] = [
      sync({ run: throws }),
      sync({ name: 'asks', applies: throws }),
      waiting({ run: throws }),
      waiting({ name: 'rejects', run: () => Promise.reject(new Error('later')) }),
      waiting({ name: 'asks-slowly', applies: throws }),
    ];
    const { checks } = await verifier(...broken).verify(bench.succeeded('done'), never);
    for (const name of ['mine', 'asks', 'slow', 'rejects', 'asks-slowly']) {
      expect(resultOf(checks, name)).toMatchObject({ status: 'not-checked' });
    }
    expect(resultOf(checks, 'mine')?.message.en).toBe('the check itself failed: broken check');
  });

  it('lets a check warn where it would fail, when it was registered so', async () => {
    const failing = { run: () => [result('mine', 'fail'), result('mine', 'pass')] };
    expect(verifier(sync(failing)).verifySync(bench.succeeded('done')).status).toBe('FAIL');
    expect(verifier(sync({ ...failing, onFail: 'warn' })).verifySync(bench.succeeded('done')).status).toBe(
      'WARN',
    );
    const slow = waiting({ onFail: 'warn', run: async () => [result('slow', 'fail')] });
    expect((await verifier(slow).verify(bench.succeeded('done'), never)).status).toBe('WARN');
  });

  it('leaves out checks that have nothing to look at', async () => {
    const { checks } = await verifier(
      sync({ applies: () => false }),
      waiting({ applies: () => false }),
    ).verify(bench.succeeded('done'), never);
    expect(checks.map(({ check }) => check)).toEqual(['result-not-empty']);
  });

  it('gives checks the bytes from before the call', async () => {
    bench.write('a', 'before');
    const effects = bench.effects('fs.write', 'a');
    const snapshot = bench.snapshot(effects);
    bench.write('a', 'after');
    const seen: (readonly unknown[])[] = [];
    const check = sync({
      run: ({ workspaceRoot, bytesBefore }) => {
        const bytes = bytesBefore(bench.path('a'));
        seen.push([workspaceRoot, bytes && Buffer.from(bytes).toString(), bytesBefore(bench.path('b'))]);
        return [result('mine', 'pass')];
      },
    });
    const request = bench.succeeded('done', {}, { effects, snapshot });
    const kept = createVerifier({
      workspaceRoot: bench.root,
      checks: [check],
      bytesBefore: (id, path) => bench.snapshotter.bytesBefore(id, path),
    });
    kept.verifySync(request);
    await kept.verify({ ...request, snapshot: null }, never);
    verifier(check).verifySync(request);
    expect(seen).toEqual([
      [bench.root, 'before', null],
      [bench.root, null, null],
      [bench.root, null, null],
    ]);
  });

  it('takes an answer that holds no results for none', () => {
    const answers: readonly unknown[] = [
      undefined,
      'pass',
      [null],
      [{ status: 'pass' }],
      [{ ...result('x', 'pass'), status: 'ok' }],
    ];
    for (const answer of answers) {
      const { checks } = verifier(sync({ run: () => answer as readonly CheckResult[] })).verifySync(
        bench.succeeded('done'),
      );
      expect(resultOf(checks, 'mine')).toMatchObject({ status: 'not-checked' });
    }
  });

  it('refuses what is no check and options that there are not, and names them', () => {
    const good = sync();
    const cases: readonly (readonly [unknown, RegExp])[] = [
      [null, /checks\[0\] must be a check/],
      [{ ...good, name: '' }, /checks\[0\]\.name/],
      [{ ...good, mode: 'later' }, /checks\[0\]\.mode must be "sync" or "async"; got "later"/],
      [{ ...good, run: undefined }, /checks\[0\]\.run must be a function/],
      [{ ...good, applies: true }, /checks\[0\]\.applies/],
      [{ ...good, onFail: 'ignore' }, /checks\[0\]\.onFail/],
      [{ ...good, timeoutMs: 5 }, /checks\[0\]\.timeoutMs is no field of a check that is sync/],
      [{ ...waiting(), timeoutMs: 0 }, /checks\[0\]\.timeoutMs must be a positive number/],
      [{ ...good, extra: 1 }, /checks\[0\]\.extra is no field/],
    ];
    for (const [check, message] of cases) {
      expect(() => verifier(check as Check)).toThrow(SentinelError);
      expect(() => verifier(check as Check)).toThrow(message);
    }
    const options = { workspaceRoot: '/', check: [] };
    expect(() => createVerifier(options)).toThrow(/no option "check"/);
    expect(() => createVerifier({ workspaceRoot: 'here' })).toThrow(/workspaceRoot must be an absolute path/);
  });

  it('refuses two checks of one name and a limit that is none', () => {
    const code = (make: () => unknown): unknown => {
      try {
        return make();
      } catch (error) {
        return SentinelError.is(error, 'INVALID_ARGUMENT') ? error.message : error;
      }
    };
    expect(code(() => verifier(sync(), sync()))).toBe('two checks are named "mine"');
    expect(code(() => verifier(sync({ name: 'run' })))).toBe('two checks are named "run"');
    for (const timeoutMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(code(() => createVerifier({ workspaceRoot: '/', timeoutMs }))).toMatch(/timeoutMs must be/);
    }
  });
});
