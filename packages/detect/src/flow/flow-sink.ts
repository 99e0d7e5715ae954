/** A text that is about to leave this machine. */
export interface FlowSink {
  readonly text: string;
  /** Host, address, channel or remote: what the last 4 KB are kept for. Empty when it could not be read. */
  readonly destination: string;
  /**
   * How it leaves: a request that only fetches, what is sent, the history of a repository, which goes to the remote that
   * was set up, or mere names, in which nothing but secrets is looked for. Default `send`.
   */
  readonly manner?: 'fetch' | 'send' | 'push' | 'names';
  /** Files that the same call reads, resolved. */
  readonly reads?: readonly string[];
}
