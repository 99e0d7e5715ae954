import type { Anchor } from './anchor.js';

/**
 * A further place to note the head of a journal, out of reach of whoever can change it: a file on another mount, a
 * git ref, a span event, a witness.
 */
export interface AnchorSink {
  /** Names it in events and in the status. */
  readonly name: string;
  /**
   * Notes a head. Called after a batch is durable, never twice at once; heads that come up meanwhile are left out
   * but for the newest. What it throws or rejects with never fails an append.
   */
  publish(anchor: Anchor): void | Promise<void>;
}

/** How a sink is doing. */
export interface AnchorSinkStatus {
  readonly name: string;
  /** Size of the last head it took; null when it took none yet. */
  readonly published: number | null;
  /** Why it last failed; null while it works. */
  readonly failure: string | null;
}
