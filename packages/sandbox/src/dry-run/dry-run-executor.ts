import type { Execution, ExecutionTask } from '@sentinel-agentos/core';
import type { LabelledExecutor } from '../labelled-executor.js';
import { planDryRun } from './dry-run-plan.js';

async function planOnly<T>(task: ExecutionTask<T>): Promise<Execution<T>> {
  return { kind: 'planned', plan: planDryRun(task.call, task.decision) };
}

/**
 * Runs nothing: answers with the plan of what the call would do (see {@link planDryRun}).
 * `task.tool` is never called. Same call and decision, same plan, byte for byte.
 */
export function createDryRunExecutor(): LabelledExecutor {
  return Object.freeze({ mode: 'dry-run', isolation: 'nothing-runs', execute: planOnly });
}
