import type { Executor } from '@sentinel-agentos/core';

/** The ways an allowed call can be run. */
export type ExecutionMode = 'direct' | 'dry-run' | 'sandbox';

/**
 * What really stands between a tool and the machine.
 * `none`: the tool runs in this process with all of its rights. `nothing-runs`: the tool is never called.
 */
export type Isolation = 'none' | 'nothing-runs';

/** An executor that says what it enforces, so that nobody takes it for more. */
export interface LabelledExecutor extends Executor {
  readonly mode: ExecutionMode;
  readonly isolation: Isolation;
}
