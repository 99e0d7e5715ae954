import { SentinelError } from '@sentinel-agentos/core';
import type { Execution, ExecutionTask } from '@sentinel-agentos/core';
import type { LabelledExecutor } from '../labelled-executor.js';

async function runDirectly<T>(task: ExecutionTask<T>): Promise<Execution<T>> {
  if (task.signal.aborted) {
    throw new SentinelError('ABORTED', 'The call was aborted before its tool was called.', {
      cause: task.signal.reason,
    });
  }
  // Every await of a thenable calls its `then`: there must be exactly one.
  const value = await task.tool({ signal: task.signal });
  return { kind: 'ran', value };
}

/**
 * Runs tools in this process, without isolation.
 *
 * Calls `task.tool` once with the task's signal, and never when that signal is already aborted
 * (rejects with `ABORTED`). Rejects with exactly what the tool threw or rejected with. A tool that
 * ignores its signal cannot be stopped from here: ending the wait is the kernel's work.
 */
export function createDirectExecutor(): LabelledExecutor {
  return Object.freeze({ mode: 'direct', isolation: 'none', execute: runDirectly });
}
