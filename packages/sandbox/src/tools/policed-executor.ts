import { SentinelError } from '@sentinel-agentos/core';
import type { Execution, ExecutionTask } from '@sentinel-agentos/core';
import type { LabelledExecutor } from '../labelled-executor.js';
import type { ToolPolicy } from './tool-policy.js';

/**
 * Puts a tool policy before an executor. A rejected call reaches neither the executor nor the tool: the
 * promise rejects with `SANDBOX_REJECTED`, whose message is the policy's reason. A policy that throws
 * rejects too.
 */
export function withToolPolicy(policy: ToolPolicy, executor: LabelledExecutor): LabelledExecutor {
  return Object.freeze({
    mode: executor.mode,
    isolation: executor.isolation,
    async execute<T>(task: ExecutionTask<T>): Promise<Execution<T>> {
      const validation = policy.validate(task.call.tool, task.call.params);
      if (!validation.success) throw new SentinelError('SANDBOX_REJECTED', validation.sandboxRejectReason);
      return executor.execute(task);
    },
  });
}
