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

it('[S2-78] sandbox fails closed: without a runtime nothing runs, and the error says what is missing', async () => {
  let calls = 0;
  const socketPath = '/nonexistent/docker.sock';
  const executor = createExecutor({
    mode: 'sandbox',
    backend: 'docker',
    socketPath,
    workspaceRoot: process.cwd(),
  });
  expect([executor.mode, executor.isolation]).toEqual(['sandbox', 'shell-tools']);
  const failure: unknown = await executor
    .execute(taskOf(() => ++calls, { tool: 'exec', params: { command: 'true' } }))
    .catch((error: unknown) => error);
  expect(SentinelError.is(failure, 'SANDBOX_UNAVAILABLE')).toBe(true);
  expect(String(failure)).toContain('No Docker engine answers');
  expect(calls).toBe(0);
  // A tool that is a function of the host is called as it is.
  expect(await executor.execute(taskOf(() => ++calls, { tool: 'lookup' }))).toEqual({
    kind: 'ran',
    value: 1,
  });
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
