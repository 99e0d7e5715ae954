/** A file that a call wrote and that is not as the call left it: somebody deleted or rewrote it afterwards. */
export interface UserChange {
  /** The call that wrote it. */
  readonly callId: string;
  readonly sessionId: string;
  readonly agentId: string;
  /** Absolute path. */
  readonly path: string;
  readonly change: 'deleted' | 'rewritten';
  /** When it happened, milliseconds since the epoch, as the file or its folder shows. */
  readonly at: number;
}
