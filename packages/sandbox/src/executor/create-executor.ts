import { SentinelError } from '@sentinel-agentos/core';
import type { ExecutionMode, LabelledExecutor } from '../labelled-executor.js';
import type { ToolPolicyOptions } from '../tools/tool-policy.js';
import { createDirectExecutor } from '../direct/direct-executor.js';
import { createDryRunExecutor } from '../dry-run/dry-run-executor.js';
import { createToolPolicy } from '../tools/tool-policy.js';
import { shorten } from '../shown-text.js';
import { withToolPolicy } from '../tools/policed-executor.js';

/** How allowed calls are run, and which tools may run at all. */
export interface ExecutorOptions extends ToolPolicyOptions {
  readonly mode: ExecutionMode;
}

function openBackend(mode: ExecutionMode): LabelledExecutor {
  switch (mode) {
    case 'direct':
      return createDirectExecutor();
    case 'dry-run':
      return createDryRunExecutor();
    case 'sandbox':
      throw new SentinelError(
        'SANDBOX_UNAVAILABLE',
        "Mode 'sandbox' needs an isolating backend, and none is installed in this version. Nothing was run. " +
          "Choose 'direct' to run without isolation or 'dry-run' to run nothing.",
      );
    default: {
      const unknown: never = mode;
      throw new SentinelError(
        'INVALID_ARGUMENT',
        `mode must be 'direct', 'dry-run' or 'sandbox', not ${shorten(String(unknown), 80)}.`,
      );
    }
  }
}

/**
 * Makes the executor for a mode, behind a policy over tool names. There is no default and no fall-back:
 * a mode that cannot be kept is an error here, before any call.
 *
 * @throws SentinelError `SANDBOX_UNAVAILABLE` for mode `sandbox`, `INVALID_ARGUMENT` for anything misspelt.
 */
export function createExecutor(options: ExecutorOptions): LabelledExecutor {
  const policy = createToolPolicy(options);
  return withToolPolicy(policy, openBackend(options.mode));
}
