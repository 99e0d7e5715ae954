import { check } from './conformance-case.js';
import { sampleCall, sampleDecision } from '../samples.js';
import type { ConformanceCase } from './conformance-case.js';
import type { Executor, ToolFunction } from '../../ports/executor.js';

export interface ExecutorSubject {
  readonly executor: Executor;
  /** Whether this executor calls the tool's function, as opposed to planning or running it elsewhere. */
  readonly runs: boolean;
}

export function executorConformance(make: () => ExecutorSubject): readonly ConformanceCase[] {
  const task = <T>(tool: ToolFunction<T>) => ({
    call: sampleCall(),
    decision: sampleDecision(),
    tool,
    signal: new AbortController().signal,
  });
  return [
    {
      name: 'the tool is called once by an executor that runs and never by one that plans',
      run: async () => {
        const { executor, runs } = make();
        let calls = 0;
        const execution = await executor.execute(task(() => ++calls));
        check(calls === (runs ? 1 : 0), `the tool was called ${calls} times`);
        check(execution.kind === (runs ? 'ran' : 'planned'), `the execution is ${execution.kind}`);
      },
    },
    {
      name: 'what the tool returns, promises and throws comes through as it is',
      run: async () => {
        const { executor, runs } = make();
        if (!runs) return;
        const value = { same: 'object' };
        for (const tool of [() => value, async () => value]) {
          const execution = await executor.execute(task<typeof value>(tool));
          check(execution.kind === 'ran' && execution.value === value, 'the value changed');
        }
        const thrown = { not: 'an error' };
        const failing: ToolFunction<never>[] = [
          () => {
            // oxlint-disable-next-line typescript/only-throw-error -- tools throw anything
            throw thrown;
          },
          // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- tools reject with anything
          () => Promise.reject(thrown),
        ];
        for (const tool of failing) {
          const caught = await executor.execute(task(tool)).then(
            () => undefined,
            (error: unknown) => error,
          );
          check(caught === thrown, 'the error changed');
        }
      },
    },
    {
      name: 'a plan is plain JSON',
      run: async () => {
        const execution = await make().executor.execute(task(() => 1));
        if (execution.kind !== 'planned') return;
        const text = JSON.stringify(execution.plan);
        check(JSON.stringify(JSON.parse(text)) === text, 'the plan does not survive JSON');
      },
    },
  ];
}
