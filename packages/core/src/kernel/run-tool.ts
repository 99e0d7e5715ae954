import { messageOf } from './faults.js';
import type { ExecutionTask, Executor } from '../ports/executor.js';
import type { Run } from '../run.js';

export interface RunLimits {
  readonly timeoutMs: number;
  /** The caller's own signal. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs a tool through the executor and says how it ended. Never rejects. A tool that does not stop when its
 * signal aborts may still be at work when this resolves.
 */
export async function runTool<T>(
  executor: Executor,
  task: Omit<ExecutionTask<T>, 'signal'>,
  { timeoutMs, signal }: RunLimits,
): Promise<Run> {
  if (signal?.aborted === true) return aborted(signal);
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  const interrupted = new Promise<Run>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'timed-out', afterMs: timeoutMs }), timeoutMs);
    if (signal !== undefined) {
      onAbort = () => resolve(aborted(signal));
      signal.addEventListener('abort', onAbort, { once: true });
    }
  });
  const ended = execute(executor, { ...task, signal: controller.signal });
  const run = await Promise.race([ended, interrupted]);
  clearTimeout(timer);
  if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort);
  if (run.status === 'timed-out' || run.status === 'aborted') controller.abort(run.status);
  return run;
}

async function execute<T>(executor: Executor, task: ExecutionTask<T>): Promise<Run> {
  try {
    const execution = await executor.execute(task);
    switch (execution.kind) {
      case 'ran':
        return { status: 'succeeded', result: execution.value };
      case 'planned':
        return { status: 'planned', plan: execution.plan };
    }
  } catch (error) {
    return { status: 'failed', error };
  }
}

function aborted(signal: AbortSignal): Run {
  return { status: 'aborted', reason: messageOf(signal.reason) };
}
