import type { NetworkPolicy } from '../policy/sandbox-policy.js';
import type { Dial } from './dial.js';
import type { EgressLimits } from './egress-limits.js';
import type { EventLog } from './event-log.js';
import type { UploadBudget } from './upload-meter.js';

/** What every connection of one proxy shares. */
export interface EgressContext {
  readonly policy: NetworkPolicy;
  readonly limits: EgressLimits;
  readonly dial: Dial;
  readonly log: EventLog;
  readonly budget: UploadBudget;
}
