/** What is kept of a turn, to be compared with others. Counts and times, no text of the agent or the user. */
export interface TurnFacts {
  /** Calls that ran. */
  readonly calls: number;
  /** Calls of high-class tools among them. */
  readonly highRisk: number;
  /** Milliseconds; null where it is not known. */
  readonly durationMs: number | null;
  /** Calls of each tool; tools beyond 32 are counted together as `*`. */
  readonly tools: Readonly<Record<string, number>>;
}
