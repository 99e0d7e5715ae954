import { executorConformance } from '@sentinel-agentos/core/testing';
import { describe, expect, it } from 'vitest';
import { createDryRunExecutor } from '../../src/index.js';
import { decisionOver, taskOf } from '../tasks.js';

describe('the conformance suite of executors', () => {
  for (const promise of executorConformance(() => ({ executor: createDryRunExecutor(), runs: false }))) {
    it(promise.name, promise.run);
  }
});

it('[S2-65] a dry run executes nothing and its summary lists the affected files', async () => {
  let calls = 0;
  const executor = createDryRunExecutor();
  const execution = await executor.execute(
    taskOf(
      () => ++calls,
      { tool: 'exec', params: { command: 'rm old.txt && echo x > new.txt' } },
      decisionOver([
        { verb: 'fs.delete', target: '/workspace/old.txt' },
        { verb: 'fs.write', target: '/workspace/new.txt' },
      ]),
    ),
  );
  expect(calls).toBe(0);
  expect(executor.isolation).toBe('nothing-runs');
  expect(execution).toMatchObject({
    kind: 'planned',
    plan: {
      mode: 'dry-run',
      tool: 'exec',
      wouldRun: 'rm old.txt && echo x > new.txt',
      affectedFiles: [
        { verb: 'fs.delete', path: '/workspace/old.txt' },
        { verb: 'fs.write', path: '/workspace/new.txt' },
      ],
      summary: {
        en: 'Dry run of exec: nothing was run. It would delete /workspace/old.txt; write /workspace/new.txt.',
        zh: 'exec 的试运行：没有执行任何操作。将会删除 /workspace/old.txt；写入 /workspace/new.txt。',
      },
    },
  });
});

it('a tool that would throw does not: it is not called', async () => {
  const execution = await createDryRunExecutor().execute(
    taskOf(() => {
      throw new Error('called');
    }),
  );
  expect(execution.kind).toBe('planned');
});
