import { createKernel } from '@sentinel-agentos/core';
import {
  CollectingMemory,
  CountingIds,
  executorConformance,
  InMemoryJournal,
  InMemorySnapshotter,
  ScriptedEvaluator,
  ScriptedGuard,
  ScriptedVerifier,
  SteppingClock,
} from '@sentinel-agentos/core/testing';
import { describe, expect, it } from 'vitest';
import { createDirectExecutor } from '../../src/index.js';
import { taskOf } from '../tasks.js';

describe('the conformance suite of executors', () => {
  for (const promise of executorConformance(() => ({ executor: createDirectExecutor(), runs: true }))) {
    it(promise.name, promise.run);
  }
});

it('[S2-63] direct mode puts no restriction on a tool, says so, and the call is still audited', async () => {
  const journal = new InMemoryJournal();
  const executor = createDirectExecutor();
  const kernel = createKernel(
    {
      guard: new ScriptedGuard(),
      journal,
      snapshotter: new InMemorySnapshotter(),
      verifier: new ScriptedVerifier(),
      executor,
      evaluator: new ScriptedEvaluator(),
      memory: new CollectingMemory(),
      clock: new SteppingClock(),
      ids: new CountingIds(),
    },
    { workspaceRoot: '/workspace' },
  );
  const receipt = await kernel.execute({ tool: 'exec', params: {} }, () => process.pid);
  expect(receipt.result).toBe(process.pid);
  expect(journal.records.map(({ kind }) => kind)).toEqual(['intent', 'outcome']);
  expect(executor.isolation).toBe('none');
  expect(executor.mode).toBe('direct');
});

it('hands the tool the very signal of the task', async () => {
  const { signal } = new AbortController();
  const run = await createDirectExecutor().execute(
    taskOf((context) => context.signal, {}, undefined, signal),
  );
  expect(run).toEqual({ kind: 'ran', value: signal });
  expect(run.kind === 'ran' && run.value === signal).toBe(true);
});

it('never calls a tool whose signal is already aborted', async () => {
  let calls = 0;
  const reason = new Error('stop');
  const running = createDirectExecutor().execute(
    taskOf(() => ++calls, {}, undefined, AbortSignal.abort(reason)),
  );
  await expect(running).rejects.toMatchObject({ code: 'ABORTED', cause: reason });
  expect(calls).toBe(0);
});

it('a tool that returns undefined has run', async () => {
  expect(await createDirectExecutor().execute(taskOf(() => undefined))).toStrictEqual({
    kind: 'ran',
    value: undefined,
  });
});

it('a thenable is waited for once, even one that answers twice', async () => {
  let thens = 0;
  const thenable = {
    // oxlint-disable-next-line unicorn/no-thenable -- this is what is tested
    then(resolve: (value: string) => void): void {
      thens += 1;
      resolve('first');
      resolve('second');
    },
  };
  const run = await createDirectExecutor().execute(taskOf(() => thenable as unknown as Promise<string>));
  expect(run).toEqual({ kind: 'ran', value: 'first' });
  expect(thens).toBe(1);
});

it('a thenable that throws rejects with what it threw', async () => {
  const thrown = Symbol('thrown');
  const thenable = {
    // oxlint-disable-next-line unicorn/no-thenable -- this is what is tested
    then(): void {
      // oxlint-disable-next-line typescript/only-throw-error -- tools throw anything
      throw thrown;
    },
  };
  const running = createDirectExecutor().execute(taskOf(() => thenable as unknown as Promise<string>));
  await expect(running).rejects.toBe(thrown);
});
