import type { Executor } from '@sentinel-agentos/core';

/** The ways an allowed call can be run. */
export type ExecutionMode = 'direct' | 'dry-run' | 'sandbox';

/**
 * What really stands between a tool and the machine.
 * `none`: the tool runs in this process with all of its rights. `nothing-runs`: the tool is never called.
 * `shell-tools`: the commands of shell tools run in a sandbox, other tools are functions of this process.
 */
export type Isolation = 'none' | 'nothing-runs' | 'shell-tools';

/** An executor that says what it enforces, so that nobody takes it for more. */
export interface LabelledExecutor extends Executor {
  readonly mode: ExecutionMode;
  readonly isolation: Isolation;
  /** Ends what it started. Absent where nothing stays after a call. */
  close?(): Promise<void>;
}
