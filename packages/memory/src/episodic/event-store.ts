import type { PackedPart } from '../storage/packed-parts.js';
import type { ReportProblem } from '../storage/state-problem.js';
import type { FittedEvents, SizeOf } from './fit-events.js';
import type { EventLevel, MemoryEvent, NewEvent } from './memory-event.js';

/** What an event store is opened with. */
export interface EventStoreOptions {
  /** Absolute path of a folder for this store alone. Made with the first write. */
  readonly folder: string;
  /** Bytes the store may take after a write. Kept-aside damage is not counted. */
  readonly maxBytes: number;
  /** Makes events fit. Called while the store is locked; must be pure. */
  readonly fit: (events: readonly MemoryEvent[], maxBytes: number, sizeOf: SizeOf) => FittedEvents;
  readonly report: ReportProblem;
}

/** What an event store holds and how much room it takes. */
export interface EventStoreStats {
  /** Bytes that count against the cap, never more than `maxBytes` after a write. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Events whose tombstones were let go too; only their number is left. */
  readonly dropped: number;
  /** Events by how much of them is left. */
  readonly byLevel: Readonly<Record<EventLevel, number>>;
}

/** How far somebody has followed the changes of a store. To be handed back as it is. */
export interface EventMark {
  readonly epoch: string;
  readonly position: number;
}

/** What became of the events since a mark. */
export interface EventChanges {
  /** Where to go on the next time. */
  readonly mark: EventMark;
  /**
   * The store was rewritten: `added` tells every event. What is not among them is gone; an event that has the
   * `seq` and `hash` of one that is known already differs from it at most in how much of it is left.
   */
  readonly isReset: boolean;
  /** Events by `seq`. To be read once, before the store is used again. */
  readonly added: Iterable<MemoryEvent>;
  /** Places that events have left: what was told there is gone, or is among `added` at its new place. */
  readonly moved: readonly number[];
}

/** An index of events, packed. Its name changes with whatever changes what is in it. */
export interface KeptIndex {
  readonly name: string;
  readonly parts: readonly PackedPart[];
}

/** What becomes of all events. Called while the store is locked. */
export type ChangeEvents = (events: readonly MemoryEvent[]) => readonly MemoryEvent[];

/** Keeps events for many sessions and processes. Synchronous. */
export interface EventStore {
  /**
   * Adds an event and closes the one that it `supersedes`. When it returns, the death of this process loses
   * nothing; a power cut may, until {@link flush}. The size cap holds then. Throws `STATE_UNAVAILABLE`, and
   * then has kept nothing.
   */
  append(event: NewEvent): MemoryEvent;
  /**
   * The event with this id was said again: it moves to the newest place, its `support` grows by one, and it
   * is valid from when it was first said and derived from these sources too (the latest 64 are kept). Null,
   * and nothing is done, when nothing but a tombstone is left.
   */
  repeat(id: string, at: number, sourceIds: readonly string[]): MemoryEvent | null;
  /** All events by `seq`, forgotten ones included. Takes memory for all of them: see {@link changes}. */
  events(): readonly MemoryEvent[];
  /** At most `count` of the newest, the oldest of them first. */
  latest(count: number): readonly MemoryEvent[];
  /** The event with an id, the newest where ids were given twice. */
  find(id: string): MemoryEvent | undefined;
  /** The event at a place, as it is now. */
  at(seq: number): MemoryEvent | undefined;
  /** What was added since a mark, by any process; everything when there is no mark. Cheap when little was. */
  changes(since: EventMark | null): EventChanges;
  /**
   * Keeps what was made of the events up to a mark, so that it need not be made again, until something is rewritten:
   * nothing of what was forgotten stays in it. A copy that may be gone at any time, beside the size cap. False when
   * it is not kept. Never throws.
   */
  keepIndex(mark: EventMark, index: KeptIndex): boolean;
  /** What was kept under this name, whole, and the mark from which to go on; null when there is none. */
  keptIndex(name: string): { readonly mark: EventMark; readonly parts: readonly PackedPart[] } | null;
  /** Notes that a search found these events. Kept with the next {@link flush}. */
  touch(ids: readonly string[], at: number): void;
  /** Puts `change` of the events in their place; it must keep their order and ids and not add any. */
  rewrite(change: ChangeEvents): void;
  /** Brings everything to the disk. */
  flush(): void;
  stats(): EventStoreStats;
}
