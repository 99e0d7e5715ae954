import type { System } from './system.js';
import type { TrustStatus } from '@sentinel-agentos/evaluator';

/** Who halts a session, and why. */
export interface HaltOptions {
  /** A person's name, for the journal and for whoever is stopped. Default `user`. */
  readonly by?: string;
  readonly reason?: string;
}

/** What a person and a host do about the trust in sessions: the part of an `AgentOS` that holds no call. */
export class SessionTrust {
  readonly #system: Pick<System, 'trust' | 'sessionId'>;

  constructor(system: Pick<System, 'trust' | 'sessionId'>) {
    this.#system = system;
  }

  /**
   * What a session is trusted with: the risk R(t), the grade, the four axes, whether it is halted, and the calls that
   * show why. Every number is null before its first call. Of `ALL_SESSIONS`: whether all are halted, by whom and why.
   */
  trust(sessionId: string = this.#system.sessionId): TrustStatus {
    return this.#system.trust.status(sessionId);
  }

  /**
   * Says that a turn ended: the user has the word again. A host that says so has drift and long rows of calls without
   * the user judged by turns; in the sessions of one that never does, 20 calls in which nothing happened count as a turn.
   */
  endTurn(
    sessionId: string = this.#system.sessionId,
    facts: { readonly durationMs?: number } = {},
  ): TrustStatus {
    return this.#system.trust.endTurn(sessionId, facts);
  }

  /**
   * Stops a session at once and for good: none of its tools runs any more, whoever works in this workspace, until a
   * person resumes it. Other sessions go on. `ALL_SESSIONS` stops every one, also those that begin later, until a person
   * resumes all; one that was halted itself stays so then.
   *
   * @throws SentinelError `STATE_UNAVAILABLE` when other processes could not be told: it is halted in this one then,
   * and the journal's errors when it could not be recorded: it is halted all the same.
   */
  halt(sessionId: string = this.#system.sessionId, { by = 'user', reason = '' }: HaltOptions = {}): void {
    this.#system.trust.halt(sessionId, by, reason);
  }

  /**
   * Lets a halted session go on. A person's decision: never call it for an agent. What critical events had raised is
   * gone, everything else stays. `ALL_SESSIONS` takes back what stopped all, and nothing that stopped one.
   *
   * @throws SentinelError `NOT_FOUND` when it is not halted, and where it stays halted: the journal's errors when it could
   * not be recorded, `STATE_UNAVAILABLE` when the switch could not be written.
   */
  resume(sessionId: string = this.#system.sessionId, { by = 'user' }: Pick<HaltOptions, 'by'> = {}): void {
    this.#system.trust.resume(sessionId, by);
  }

  /**
   * Sessions of this workspace that are halted, at most a thousand; `ALL_SESSIONS` among them where all are. One whose switch is so damaged that it says no name is
   * listed by its file, which `resume` takes as well.
   */
  haltedSessions(): readonly string[] {
    return this.#system.trust.haltedSessions();
  }

  /**
   * Gives what `trustSink` could not take to it again, oldest first, until it fails. How many events it took.
   *
   * @throws SentinelError `INVALID_ARGUMENT` where there is no such sink.
   */
  replaySignals(): number {
    return this.#system.trust.replaySignals();
  }
}
