import type { MemoryEvent, NewEvent } from './memory-event.js';

/** What an event store holds and how much room it takes. */
export interface EventStoreStats {
  readonly bytes: number;
  readonly maxBytes: number;
  /** Events whose tombstones were let go too; only their number is left. */
  readonly dropped: number;
}

/** Keeps events for many sessions and processes. Synchronous. */
export interface EventStore {
  /**
   * Adds an event. When it returns, the death of this process loses nothing; a power cut may, until
   * {@link flush}. The size cap holds then. Throws `STATE_UNAVAILABLE`, and then has kept nothing.
   */
  append(event: NewEvent): MemoryEvent;
  /** All events by `seq`, forgotten ones included, with what other processes have added. */
  events(): readonly MemoryEvent[];
  /** Notes that a search found these events. Kept with the next {@link flush}. */
  touch(ids: readonly string[], at: number): void;
  /** Puts `change` of the events in their place; it must keep their order and not add any. */
  rewrite(change: (events: readonly MemoryEvent[]) => readonly MemoryEvent[]): void;
  /** Brings everything to the disk. */
  flush(): void;
  stats(): EventStoreStats;
}
