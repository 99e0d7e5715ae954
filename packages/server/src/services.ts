import type { AgentOS } from 'sentinel-agentos';
import type { ApprovalDesk } from './approvals/approval-desk.js';
import type { EventRing } from './events/event-ring.js';
import type { JournalFeed } from './events/journal-feed.js';
import type { PipelineKeys } from './pipeline-keys.js';

/** What the endpoints of one server share. */
export interface Services {
  readonly os: AgentOS;
  readonly approvals: ApprovalDesk;
  /** Whether a call that needs a person always waits for one of the server's, whatever its client asks for. */
  readonly alwaysAsks: boolean;
  readonly keys: PipelineKeys;
  readonly ring: EventRing;
  readonly feed: JournalFeed;
  readonly heartbeatMs: number;
  /** Most subscribers to events at once. */
  readonly maxStreams: number;
  /** Aborts when the server stops: what waits ends then. */
  readonly stopping: AbortSignal;
  /** Seconds since the server was made. */
  readonly uptime: () => number;
}
