/** Every way the product can fail, as a closed list. */
export type SentinelErrorCode =
  /** A programmer passed something of the wrong shape. */
  | 'INVALID_ARGUMENT'
  /** A configuration or rules file does not hold what it must. */
  | 'INVALID_CONFIG'
  /** Parameters of a tool call cannot be judged: not an object, cyclic, too deep, accessors, functions. */
  | 'INVALID_PARAMS'
  /** The guard said no. */
  | 'DENIED'
  /** The call needs an approval and did not get one. */
  | 'NOT_APPROVED'
  | 'GUARD_FAILED'
  | 'DETECTOR_FAILED'
  | 'APPROVER_FAILED'
  | 'JOURNAL_FAILED'
  | 'SNAPSHOT_FAILED'
  | 'VERIFIER_FAILED'
  | 'ROLLBACK_FAILED'
  | 'EVALUATOR_FAILED'
  | 'MEMORY_FAILED'
  | 'OBSERVER_FAILED'
  /** The parameters changed between the decision and the run. */
  | 'PARAMS_CHANGED'
  /** The tool ran, but what it claims did not happen. */
  | 'NOT_VERIFIED'
  | 'TIMED_OUT'
  | 'ABORTED'
  /** No such call, snapshot, record or session. */
  | 'NOT_FOUND'
  /** The workspace or a state folder is missing, unreadable or read-only. */
  | 'STATE_UNAVAILABLE'
  /** A state file is damaged. It was kept; its place is in the message. */
  | 'STATE_CORRUPT'
  /** Another process holds the state. */
  | 'STATE_LOCKED'
  /** The journal shows signs of tampering. */
  | 'TAMPERED'
  | 'SANDBOX_UNAVAILABLE'
  | 'SANDBOX_REJECTED';

/** The one error class of the product. `code` is stable; messages are for people and may change. */
export class SentinelError extends Error {
  readonly code: SentinelErrorCode;
  /** String key, so that errors of another copy of this package are recognised too. */
  readonly '@sentinel-agentos/error': true = true;

  constructor(code: SentinelErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SentinelError';
    this.code = code;
  }

  /** True for a `SentinelError` of any copy of this package, with the given code when one is named. */
  static is(value: unknown, code?: SentinelErrorCode): value is SentinelError {
    return (
      typeof value === 'object' &&
      value !== null &&
      (value as { '@sentinel-agentos/error'?: unknown })['@sentinel-agentos/error'] === true &&
      (code === undefined || (value as SentinelError).code === code)
    );
  }
}
