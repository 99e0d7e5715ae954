import type { EventMark, EventStore } from '../episodic/event-store.js';
import type { MemoryEvent } from '../episodic/memory-event.js';
import { readParts } from '../storage/packed-parts.js';
import { createEventDocuments, type EventDocuments } from './event-documents.js';
import { createInvertedIndex, type InvertedIndex } from './inverted-index.js';
import type { TermReader } from './terms.js';

/** What an index of events needs of their store. */
export type RecalledEvents = Pick<EventStore, 'changes' | 'keepIndex' | 'keptIndex'>;

/** The terms of all events, and what ranking needs to know of them, by the same numbers of documents. */
export interface IndexedEvents {
  readonly index: InvertedIndex;
  readonly documents: EventDocuments;
}

/** An index that follows an event store. */
export interface EventIndex {
  /** The index with everything that the store has got by now. Valid until the next call. */
  synced(): IndexedEvents;
  /** Has the store keep it when it was ever asked for and enough of it is not kept yet. */
  keep(): void;
}

/** To be raised with every change of what terms or traits a text has: what older versions kept is made anew. */
const INDEX_VERSION = 1;
const NAME = `recall ${INDEX_VERSION}, Unicode ${process.versions['unicode'] ?? '?'}`;

/** More removed documents than live ones, and than this, are worth a compaction. */
const MIN_REMOVED = 1_024;
/** So many events are indexed in a quarter of a second. With fewer, nothing is kept. */
const MIN_KEPT = 4_000;
/** A search keeps the index when this share of it is new, so that writing it costs little beside making it. */
const NEW_BY_SEARCH = 1 / 8;
/** The end of a session keeps it sooner: then nobody waits. */
const NEW_BY_END = 1 / 64;

/** Makes the index of a store's events. Nothing is read before it is asked for. */
export function createEventIndex(store: RecalledEvents, termsOf: TermReader): EventIndex {
  let index = createInvertedIndex();
  let documents = createEventDocuments();
  let mark: EventMark | null = null;
  /** Events that the kept index does not have. */
  let unkept = 0;

  const add = (event: MemoryEvent): void => {
    if (event.level === 'forgotten') return;
    index.add(termsOf(searchText(event)));
    documents.append(event);
    unkept += 1;
  };

  const remove = (document: number): void => {
    if (!index.isLive(document)) return;
    index.remove(document);
    documents.unlink(document);
  };

  const startAgain = (): void => {
    index = createInvertedIndex();
    documents = createEventDocuments();
    const changes = store.changes(null);
    for (const event of changes.added) add(event);
    mark = changes.mark;
  };

  const startFromKept = (): void => {
    const kept = store.keptIndex(NAME);
    if (kept === null) return;
    try {
      const parts = readParts(kept.parts);
      index = createInvertedIndex(parts);
      documents = createEventDocuments(parts);
      mark = kept.mark;
    } catch {
      // Not what this version packs.
      index = createInvertedIndex();
      documents = createEventDocuments();
    }
  };

  /** Takes in all events again, keeping what is known of those that are the same. False: their order changed. */
  const merge = (events: Iterable<MemoryEvent>): boolean => {
    const known = documents.count;
    let next = 0;
    for (const event of events) {
      if (event.level === 'forgotten') continue;
      while (next < known && (documents.seqOf(next) < event.seq || !index.isLive(next))) {
        remove(next);
        next += 1;
      }
      if (next < known) {
        if (!documents.isOf(next, event)) return false;
        next += 1;
      } else add(event);
    }
    for (; next < known; next += 1) remove(next);
    return true;
  };

  const compact = (): void => {
    const kept: number[] = [];
    for (let document = 0; document < index.numbered; document += 1) {
      if (index.isLive(document)) kept.push(document);
    }
    documents.keep(Int32Array.from(kept));
    index.compact();
  };

  const sync = (): void => {
    if (mark === null) startFromKept();
    const changes = store.changes(mark);
    mark = changes.mark;
    if (changes.isReset) {
      if (!merge(changes.added)) startAgain();
      // The store has let go of what was kept.
      unkept = index.live;
    } else {
      for (const seq of changes.moved) remove(documents.find(seq));
      for (const event of changes.added) add(event);
    }
    if (index.numbered - index.live > Math.max(index.live, MIN_REMOVED)) compact();
  };

  const keepIfNew = (share: number): void => {
    if (mark === null || unkept < Math.max(MIN_KEPT, share * index.live)) return;
    // Also when the store does not keep it: then it is not asked again at once.
    unkept = 0;
    // What was removed, by forgetting too, is only marked as such: no word of it may come to the disk.
    if (index.numbered > index.live) compact();
    store.keepIndex(mark, { name: NAME, parts: [...index.pack(), ...documents.pack()] });
  };

  return {
    synced() {
      sync();
      keepIfNew(NEW_BY_SEARCH);
      return { index, documents };
    },
    keep() {
      if (mark === null) return;
      sync();
      keepIfNew(NEW_BY_END);
    },
  };
}

function searchText(event: MemoryEvent): string {
  return [event.text, event.lostWords, ...event.tags, ...event.entities, ...event.files].join('\n');
}
