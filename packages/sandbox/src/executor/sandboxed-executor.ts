import { SentinelError } from '@sentinel-agentos/core';
import type { Execution, ExecutionTask } from '@sentinel-agentos/core';
import type { ExecResult, SandboxSession } from '../backend.js';
import { createDirectExecutor } from '../direct/direct-executor.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import type { ToolPolicy } from '../tools/tool-policy.js';
import type { LabelledExecutor } from '../labelled-executor.js';
import { judgeCall } from './validate-call.js';

/** A program that went away with its sandbox, or was aborted, has no result that could be told. */
function settled(result: ExecResult, signal: AbortSignal): ExecResult {
  if (result.status === 'aborted') {
    throw new SentinelError(
      'ABORTED',
      'The call was aborted; its program and all that it started were ended.',
      {
        cause: signal.reason,
      },
    );
  }
  if (result.status === 'backend-error') {
    throw new SentinelError(
      'SANDBOX_UNAVAILABLE',
      'The sandbox went away while the program ran; what it did until then is unknown.',
    );
  }
  return result;
}

/**
 * Runs the command of a shell tool (`exec`, `bash`, `sh`, `shell`) in a sandbox instead of calling the tool's
 * function; the value of the call is the {@link ExecResult}. Every other tool is a function of the host and is
 * called as it is: only its name and paths are judged.
 */
export function createSandboxedExecutor(
  tools: ToolPolicy,
  policy: SandboxPolicy,
  session: SandboxSession,
): LabelledExecutor {
  const direct = createDirectExecutor();
  return Object.freeze({
    mode: 'sandbox' as const,
    isolation: 'shell-tools' as const,
    async execute<T>(task: ExecutionTask<T>): Promise<Execution<T>> {
      const judged = judgeCall(tools, policy, task.call.tool, task.call.params);
      switch (judged.kind) {
        case 'rejected':
          throw new SentinelError('SANDBOX_REJECTED', judged.reason);
        case 'function':
          return direct.execute(task);
        case 'command': {
          const result = await session.exec({ ...judged.request, signal: task.signal });
          // The tool's own function is not called, so its type is not that of the value.
          return { kind: 'ran', value: settled(result, task.signal) as T };
        }
        default: {
          const unknown: never = judged;
          throw new SentinelError('SANDBOX_REJECTED', `Unknown judgement ${String(unknown)}`);
        }
      }
    },
    close: () => session.close(),
  });
}
