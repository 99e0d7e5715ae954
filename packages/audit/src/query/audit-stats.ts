/** Counts over the whole journal. */
export interface AuditStats {
  /** Calls that were decided: run or blocked. */
  readonly totalOperations: number;
  /** Calls whose checks refuted them. */
  readonly verifyFailures: number;
  /** Calls with a risk score of 3.0 or more. */
  readonly highRiskOps: number;
  readonly blocked: number;
  /** Calls that were about to run and have no outcome. */
  readonly unfinished: number;
  /** Calls decided in the last 24 hours. */
  readonly last24h: number;
  readonly sessions: number;
}
