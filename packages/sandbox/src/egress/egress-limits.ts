/** Bounds of one egress proxy. */
export interface EgressLimits {
  /** Bytes of the head of a request. */
  readonly headBytes: number;
  /** Milliseconds until the head of a request, or the greeting of TLS, must be complete. */
  readonly headMs: number;
  /** Milliseconds to find and reach a host. */
  readonly connectMs: number;
  /** Milliseconds that a connection may be silent. */
  readonly idleMs: number;
  /** Bytes that may leave, heads and bodies of requests and tunnels together, as long as the proxy lives. */
  readonly uploadBytes: number;
  /** Connections at once. */
  readonly connections: number;
}

/** The bounds where none are named. */
export const EGRESS_LIMITS: EgressLimits = {
  headBytes: 16_384,
  headMs: 10_000,
  connectMs: 10_000,
  idleMs: 120_000,
  uploadBytes: 104_857_600,
  connections: 64,
};
