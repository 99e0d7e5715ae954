/** A file that a call wrote and that is not as the call left it: somebody deleted or rewrote it afterwards. */
export interface UserChange {
  /** The call that wrote it. */
  readonly callId: string;
  readonly sessionId: string;
  readonly agentId: string;
  /** Absolute path. */
  readonly path: string;
  readonly change: 'deleted' | 'rewritten';
  /** When the call had left it, milliseconds since the epoch. */
  readonly since: number;
  /**
   * When it happened, milliseconds since the epoch: the change time of the file; of a deleted one that of its folder,
   * which may be later.
   */
  readonly at: number;
}
