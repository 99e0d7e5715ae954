import type { Effect, Evidence } from '../effect.js';
import type { Finding } from '../finding.js';
import type { Run } from '../run.js';
import type { ToolCall } from '../call.js';

/** What stands in the parameters of a call. */
export interface CallDetections {
  /** Reasons to be more careful, of the gate `detect`. They may raise the action of a call and never lower it. */
  readonly findings: readonly Finding[];
  /** Where values stand that must not be kept or shown. */
  readonly secrets: readonly Evidence[];
  /** Such values around the parameters: in their names, in the tool's, the session's and the folder's, in effects. */
  readonly texts: readonly string[];
}

/** What came back with a result. */
export interface ResultDetections {
  /** What an agent should know before it believes the result. Their floor says nothing: the call has run. */
  readonly findings: readonly Finding[];
  /**
   * Texts that must not be kept or shown, as they stand in the result. `null`: the result cannot be looked into, so
   * they are not known, and nothing of it is kept.
   */
  readonly secrets: readonly string[] | null;
}

/** Finds what must not leave, must not be kept, or tries to steer the agent; and follows data from call to call. */
export interface Detector {
  /** Before a call runs. Synchronous. Whoever throws gets the call denied. */
  inspect(call: ToolCall, effects: readonly Effect[]): CallDetections;
  /** After a call ran: learns what it brought, and where from. Whoever throws gets the result kept nowhere. */
  observe(call: ToolCall, effects: readonly Effect[], run: Run): ResultDetections;
}
