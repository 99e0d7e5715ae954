import type { AgentSentinels } from './agent-sentinels.js';
import type { Breakers, BreakerState } from './breaker.js';
import type { NoteCounts, SessionNotes } from './session-notes.js';
import type { Durations, DurationStats } from './durations.js';
import type { OpenCalls } from './open-calls.js';

/** How the guard is, as data. */
export interface AdapterStatus {
  /** `guarding`: calls are judged · `denying`: the core cannot start, so nothing runs. */
  readonly state: 'guarding' | 'denying';
  /** Why nothing runs; null while calls are judged. */
  readonly reason: string | null;
  /** Calls since the gateway started. */
  readonly calls: NoteCounts;
  /** Calls that run at the moment. */
  readonly running: number;
  readonly breaker: BreakerState;
  /** What the guard costs each call, in milliseconds: to judge it, and to complete it. */
  readonly cost: { readonly judge: DurationStats; readonly complete: DurationStats };
  /** What is configured and could be safer. */
  readonly warnings: readonly string[];
  readonly agents: readonly AgentStatus[];
  /** Agents whose Sentinel could not be opened, and why: their calls are denied. */
  readonly failures: Readonly<Record<string, string>>;
}

export interface AgentStatus {
  readonly agentId: string;
  /** The status in one line. */
  readonly summary: string;
  readonly haltedSessions: readonly string[];
  readonly attention: readonly string[];
}

export interface StatusParts {
  readonly sentinels: AgentSentinels;
  readonly breakers: Breakers;
  readonly notes: SessionNotes;
  readonly open: OpenCalls;
  readonly judging: Durations;
  readonly completing: Durations;
  readonly warnings: readonly string[];
}

export function adapterStatus(parts: StatusParts): AdapterStatus {
  const { sentinels, breakers, notes, open, judging, completing, warnings } = parts;
  const failures = Object.fromEntries(sentinels.failures());
  const [failure] = Object.entries(failures);
  const agents = sentinels.open().map(([agentId, os]) => ({
    agentId,
    summary: os.compactReport(),
    haltedSessions: os.haltedSessions(),
    attention: os.fullStatus().attention,
  }));
  return {
    state: failure !== undefined && agents.length === 0 ? 'denying' : 'guarding',
    reason: failure === undefined ? null : `${failure[0]}: ${failure[1]}`,
    calls: notes.counts(),
    running: open.size,
    breaker: breakers.state(),
    cost: { judge: judging.read(), complete: completing.read() },
    warnings,
    agents,
    failures,
  };
}
