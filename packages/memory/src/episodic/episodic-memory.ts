import type { Clock, Ids } from '@sentinel-agentos/core';
import { createHash } from 'node:crypto';
import { invalidArgument } from '../input/invalid-argument.js';
import { parseWholeNumber } from '../input/parse-number.js';
import { parseOptions } from '../input/parse-options.js';
import { parseString, parseText } from '../input/parse-text.js';
import { createLexicalRecall, type RecallHit } from '../recall/event-recall.js';
import { clipToBytes } from '../text/clip-text.js';
import { compressEvent } from './compress-event.js';
import { countMentions } from './count-mentions.js';
import type { EventStore } from './event-store.js';
import { EVENT_TYPES, isEventType, type EventType } from './event-type.js';
import { importanceOf } from './importance.js';
import type { EventLevel, MemoryEvent } from './memory-event.js';
import { parseRecordOptions, type RecordOptions } from './record-options.js';
import { isDue } from './strength.js';

/** Which events are meant. */
export interface EventFilter {
  readonly types?: readonly EventType[];
  readonly sessionId?: string;
  /** At most this many. Default: 20. */
  readonly limit?: number;
}

/** How much the episodic memory holds. */
export interface EpisodicStats {
  /** Events of which at least a line is left. */
  readonly events: number;
  readonly byLevel: Readonly<Record<EventLevel, number>>;
  /** Events of which not even a tombstone is left. */
  readonly dropped: number;
  /** Bytes of the files on disk. */
  readonly bytes: number;
  readonly maxBytes: number;
}

/**
 * What happened, across sessions and processes. Events are kept verbatim while they are strong, and are
 * compressed level by level as they weaken or the size cap demands.
 */
export interface EpisodicMemory {
  /**
   * Remembers an event; its importance is judged from its type and text. When this returns, the death of the
   * process loses nothing. A text of more than 16 KB (or a quarter of the size cap) loses its middle, and a
   * note says how much. Throws `INVALID_ARGUMENT` for an unknown type, a blank text or bad options,
   * `STATE_UNAVAILABLE` when it could not be written.
   */
  record(type: EventType, content: string, options?: RecordOptions): MemoryEvent;
  /** Newest first, forgotten ones left out. */
  recent(filter?: EventFilter): readonly MemoryEvent[];
  /** Best first. An event found here counts as used and stays strong longer. */
  search(query: string, filter?: EventFilter): readonly RecallHit[];
  /** The event with this id, forgotten or not; undefined when there is none. */
  get(id: string): MemoryEvent | undefined;
  /** Events of which only the tombstone is left, newest first. */
  forgotten(): readonly MemoryEvent[];
  /** Takes every event that its age has made due one level down. Returns how many. */
  compress(): number;
  /** Brings everything recorded to the disk. */
  flush(): void;
  stats(): EpisodicStats;
}

const MAX_TEXT_BYTES = 16_384;
const DEFAULT_LIMIT = 20;

/** Makes an episodic memory over a store. */
export function createEpisodicMemory(store: EventStore, clock: Clock, ids: Ids): EpisodicMemory {
  const recall = createLexicalRecall();
  const maxTextBytes = Math.min(MAX_TEXT_BYTES, Math.floor(store.stats().maxBytes / 4));

  return {
    record(type, content, options) {
      if (!isEventType(type)) throw invalidArgument('type', `one of ${EVENT_TYPES.join(', ')}`, type);
      const text = clipToBytes(parseText(content, 'content'), maxTextBytes);
      const about = parseRecordOptions(options);
      return store.append({
        id: ids.next(),
        ts: clock.now(),
        type,
        text,
        ...about,
        importance: importanceOf({
          type,
          text,
          entities: about.entities,
          mentions: countMentions(store.events(), about),
        }),
        level: 'full',
        hash: createHash('sha256').update(text).digest('hex').slice(0, 16),
        accessCount: 0,
        lastAccess: null,
      });
    },
    recent(filter) {
      const { accepts, limit } = parseFilter(filter);
      return store.events().filter(accepts).toReversed().slice(0, limit);
    },
    search(query, filter) {
      const words = parseString(query, 'query');
      const { accepts, limit } = parseFilter(filter);
      recall.sync(store.events());
      const hits = recall.search(words, limit, accepts);
      store.touch(
        hits.map((hit) => hit.event.id),
        clock.now(),
      );
      return hits;
    },
    get: (id) => store.events().findLast((event) => event.id === id),
    forgotten: () =>
      store
        .events()
        .filter((event) => event.level === 'forgotten')
        .toReversed(),
    compress() {
      const now = clock.now();
      const due = store.events().filter((event) => isDue(event, now)).length;
      if (due > 0) {
        store.rewrite((events) => events.map((event) => (isDue(event, now) ? compressEvent(event) : event)));
      }
      return due;
    },
    flush: () => store.flush(),
    stats() {
      const byLevel = { full: 0, summary: 0, line: 0, forgotten: 0 };
      const events = store.events();
      for (const event of events) byLevel[event.level] += 1;
      return { events: events.length - byLevel.forgotten, byLevel, ...store.stats() };
    },
  };
}

function parseFilter(filter: EventFilter | undefined): {
  readonly accepts: (event: MemoryEvent) => boolean;
  readonly limit: number;
} {
  const { types, sessionId, limit } = parseOptions(filter, 'filter');
  if (types !== undefined && !(Array.isArray(types) && types.every(isEventType))) {
    throw invalidArgument('types', `a list of ${EVENT_TYPES.join(', ')}`, types);
  }
  return {
    accepts: (event) =>
      event.level !== 'forgotten' &&
      (types === undefined || types.includes(event.type)) &&
      (sessionId === undefined || event.sessionId === sessionId),
    limit: parseWholeNumber(limit, 'limit', 0, DEFAULT_LIMIT),
  };
}
