import type { SandboxLimits } from '../policy/sandbox-policy.js';
import { makeControlGroup } from './control-group.js';
import type { ControlGroup } from './control-group.js';

/** Control groups for the runs of a session, each for one run. */
export interface GroupSupply {
  /** A group that nothing was ever in; null where none can be had. */
  take(): ControlGroup | null;
  /** Makes one in advance, when there is nothing else to do. */
  refill(): void;
  close(): Promise<void>;
}

/** Keeps one group ready, so that no run waits for its making. */
export function createGroupSupply(limits: SandboxLimits): GroupSupply {
  let spare: ControlGroup | null = null;
  let closed = false;
  return {
    take() {
      const taken = spare ?? makeControlGroup(limits);
      spare = null;
      return taken;
    },
    refill() {
      setImmediate(() => {
        if (!closed) spare ??= makeControlGroup(limits);
      }).unref();
    },
    async close() {
      closed = true;
      await spare?.remove();
      spare = null;
    },
  };
}
