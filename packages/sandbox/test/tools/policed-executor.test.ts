import { expect, it } from 'vitest';
import { createDirectExecutor, createToolPolicy, withToolPolicy } from '../../src/index.js';
import { taskOf } from '../tasks.js';

it('rejects before anything runs, with the reason of the policy', async () => {
  let calls = 0;
  const executor = withToolPolicy(createToolPolicy({ forbiddenTools: ['rm'] }), createDirectExecutor());
  await expect(executor.execute(taskOf(() => ++calls, { tool: 'rm' }))).rejects.toMatchObject({
    code: 'SANDBOX_REJECTED',
    message: 'Tool "rm" is forbidden',
  });
  expect(calls).toBe(0);
});

it('lets every other call through and keeps the label of what runs it', async () => {
  const executor = withToolPolicy(createToolPolicy({ forbiddenTools: ['rm'] }), createDirectExecutor());
  expect(await executor.execute(taskOf(() => 'done'))).toEqual({ kind: 'ran', value: 'done' });
  expect([executor.mode, executor.isolation]).toEqual(['direct', 'none']);
});

it('a policy that throws rejects too', async () => {
  let calls = 0;
  const broken = {
    validate(): never {
      throw new Error('out of order');
    },
  };
  const executor = withToolPolicy(broken, createDirectExecutor());
  await expect(executor.execute(taskOf(() => ++calls))).rejects.toThrow('out of order');
  expect(calls).toBe(0);
});
