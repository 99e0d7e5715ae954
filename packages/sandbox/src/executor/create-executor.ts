import { invalidOption } from '../policy/invalid-option.js';
import { parsePolicy } from '../policy/parse-policy.js';
import type { SandboxPolicyOptions } from '../policy/policy-options.js';
import { createDirectExecutor } from '../direct/direct-executor.js';
import { createDryRunExecutor } from '../dry-run/dry-run-executor.js';
import type { ExecutionMode, LabelledExecutor } from '../labelled-executor.js';
import { withToolPolicy } from '../tools/policed-executor.js';
import { createToolPolicy } from '../tools/tool-policy.js';
import type { ToolPolicyOptions } from '../tools/tool-policy.js';
import { chooseBackend } from './choose-backend.js';
import type { BackendOptions } from './choose-backend.js';
import { lazySession } from './lazy-session.js';
import { createSandboxedExecutor } from './sandboxed-executor.js';

/** How allowed calls are run, and which tools may run at all. Policy and backend matter in mode `sandbox` only. */
export interface ExecutorOptions extends ToolPolicyOptions, SandboxPolicyOptions, BackendOptions {
  readonly mode: ExecutionMode;
}

/**
 * Makes the executor for a mode, behind a policy over tool names. There is no default and no fall-back: in mode
 * `sandbox` a command whose sandbox cannot be had rejects with `SANDBOX_UNAVAILABLE` and is not run. Nothing is
 * started before the first call.
 *
 * @throws SentinelError `INVALID_ARGUMENT` naming the option and its value.
 */
export function createExecutor(options: ExecutorOptions): LabelledExecutor {
  const tools = createToolPolicy(options);
  const { mode } = options;
  switch (mode) {
    case 'direct':
      return withToolPolicy(tools, createDirectExecutor());
    case 'dry-run':
      return withToolPolicy(tools, createDryRunExecutor());
    case 'sandbox': {
      const policy = parsePolicy(options);
      const backend = chooseBackend(options);
      return createSandboxedExecutor(
        tools,
        policy,
        lazySession(() => backend.open(policy)),
      );
    }
    default: {
      const unknown: never = mode;
      throw invalidOption('mode', "must be 'direct', 'dry-run' or 'sandbox'", unknown);
    }
  }
}
