import { SentinelError } from '@sentinel-agentos/core';
import { expect, it } from 'vitest';
import { createExecutor } from '../../src/index.js';
import { taskOf } from '../tasks.js';

it('direct runs, dry-run plans, each by its label', async () => {
  let calls = 0;
  const direct = createExecutor({ mode: 'direct' });
  expect(await direct.execute(taskOf(() => ++calls))).toEqual({ kind: 'ran', value: 1 });
  const dry = createExecutor({ mode: 'dry-run' });
  expect((await dry.execute(taskOf(() => ++calls))).kind).toBe('planned');
  expect(calls).toBe(1);
  expect([direct.isolation, dry.isolation]).toEqual(['none', 'nothing-runs']);
});

it('sandbox fails closed: there is no executor to fall back to', () => {
  let failure: unknown;
  try {
    createExecutor({ mode: 'sandbox' });
  } catch (error) {
    failure = error;
  }
  expect(SentinelError.is(failure, 'SANDBOX_UNAVAILABLE')).toBe(true);
  expect(String(failure)).toContain('none is installed in this version');
});

it('judges tools by name in every mode, a dry run too', async () => {
  for (const mode of ['direct', 'dry-run'] as const) {
    const executor = createExecutor({ mode, allowedTools: ['read_file'] });
    await expect(executor.execute(taskOf(() => 1, { tool: 'exec' }))).rejects.toMatchObject({
      code: 'SANDBOX_REJECTED',
      message: 'Tool "exec" is not in allowedTools',
    });
  }
});

it.each(['docker', '', undefined])('a mode of %j is an error, not a default', (mode) => {
  expect(() => createExecutor({ mode: mode as never })).toThrow(
    expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
  );
});
