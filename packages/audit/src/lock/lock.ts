/** Keeps other processes from writing to the journal at the same time. */
export interface Lock {
  /** `kernel`: taken for each batch, many processes take turns. `process`: one process, until it closes. */
  readonly kind: 'kernel' | 'process';
  /**
   * True when the lock is now held; false when it is busy and worth another try.
   * @throws SentinelError `STATE_LOCKED` naming the holder when another process keeps it for its life.
   */
  tryAcquire(): boolean;
  /** Lets others in after a batch, where that is how the lock works. */
  release(): void;
  /** Gives the lock up for good. */
  close(): void;
}

/** Which lock to use. `auto`: the kernel's where its module loads, else one process a journal. */
export type LockMode = 'auto' | 'kernel' | 'process';
