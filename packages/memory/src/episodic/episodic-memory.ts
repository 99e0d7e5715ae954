import type { Clock, Ids } from '@sentinel-agentos/core';
import type { Firewall } from '../firewall/firewall.js';
import { isReleased } from '../firewall/is-released.js';
import { invalidArgument } from '../input/invalid-argument.js';
import { parseWholeNumber } from '../input/parse-number.js';
import { parseOptions } from '../input/parse-options.js';
import { parseString, parseText } from '../input/parse-text.js';
import type { EventRecall, RecallHit } from '../recall/event-recall.js';
import { clipToBytes } from '../text/clip-text.js';
import { compressEvent, tombstoneOf } from './compress-event.js';
import { countMentions } from './count-mentions.js';
import { hashOf } from './event-record.js';
import type { EventStore } from './event-store.js';
import { EVENT_TYPES, isEventType, type EventType } from './event-type.js';
import { forgottenBy } from './forgotten-by.js';
import { importanceOf } from './importance.js';
import type { EventLevel, MemoryEvent, NewEvent } from './memory-event.js';
import { parseRecordOptions, type RecordOptions } from './record-options.js';
import { parseSession } from '../session.js';
import { createRepetitions } from './repetitions.js';
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
   * process loses nothing. What says the same as an event of its session (for what tools did: as the one
   * before) becomes one with it, of more support. A text of more than 16 KB (or a quarter of the size cap) loses its middle, and a
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
  /**
   * Forgets the event with this id and everything derived from this id (of an event, a message, a document),
   * from what is forgotten by it, and so on, pinned or not. Only tombstones are left, in the files too.
   * Returns their ids.
   */
  forget(source: string): readonly string[];
  /** The same for every event of a session. */
  forgetSession(sessionId: string): readonly string[];
  /** What the firewall keeps apart, the oldest first. No search finds it and {@link recent} leaves it out. */
  quarantined(): readonly MemoryEvent[];
  /** The owner answers for an event in quarantine from now on. False when there is none such. */
  release(id: string): boolean;
  /** Brings everything recorded to the disk. */
  flush(): void;
  stats(): EpisodicStats;
}

const MAX_TEXT_BYTES = 16_384;
const DEFAULT_LIMIT = 20;
const FIRST_LOOK = 64;

/** Makes an episodic memory over a store. */
export function createEpisodicMemory(
  store: EventStore,
  clock: Clock,
  ids: Ids,
  firewall: Firewall,
  recall: EventRecall,
): EpisodicMemory {
  const repetitions = createRepetitions(store);
  const maxTextBytes = Math.min(MAX_TEXT_BYTES, Math.floor(store.stats().maxBytes / 4));

  const forgetAll = (sourcesIn: (events: readonly MemoryEvent[]) => readonly string[]): readonly string[] => {
    const all = store.events();
    if (forgottenBy(sourcesIn(all), all).size === 0) return [];
    let gone: ReadonlySet<string> = new Set();
    store.rewrite((events) => {
      gone = forgottenBy(sourcesIn(events), events);
      return events.map((event) => (gone.has(event.id) ? tombstoneOf(event) : event));
    });
    return [...gone];
  };

  return {
    record(type, content, options) {
      if (!isEventType(type)) throw invalidArgument('type', `one of ${EVENT_TYPES.join(', ')}`, type);
      const given = parseText(content, 'content');
      const about = firewall.record(parseRecordOptions(options));
      // Screened before it is cut, so that half a secret or half an order cannot slip through.
      const screened = firewall.text(given, about.trust);
      const text = clipToBytes(screened.value, maxTextBytes);
      const event: NewEvent = {
        id: ids.next(),
        ts: clock.now(),
        type,
        text,
        ...about,
        importance: importanceOf({
          type,
          text,
          entities: about.entities,
          mentions: countMentions(store, about),
        }),
        level: 'full',
        quarantine: screened.quarantine ?? about.quarantine,
        lostWords: '',
        hash: hashOf(text),
        supersededBy: null,
        support: 1,
        accessCount: 0,
        lastAccess: null,
      };
      const repeated = repetitions.repeatedBy(event);
      const again = repeated === undefined ? null : store.repeat(repeated, event.ts, event.sourceIds);
      return again ?? store.append(event);
    },
    recent(filter) {
      const { accepts, limit } = parseFilter(filter);
      return newest(store, limit, accepts);
    },
    search(query, filter) {
      const words = parseString(query, 'query');
      const { accepts, limit } = parseFilter(filter);
      const { types, sessionId } = parseOptions(filter, 'filter');
      const hits = recall.search(words, { limit, types, sessionId, accepts, now: clock.now() });
      store.touch(
        // What stands only beside an answer was not what was looked for.
        hits.filter((hit) => hit.parts.bm25 > 0).map((hit) => hit.event.id),
        clock.now(),
      );
      return hits;
    },
    get: (id) => store.find(id),
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
    forget(source) {
      const from = parseText(source, 'source');
      return forgetAll(() => [from]);
    },
    forgetSession(sessionId) {
      const session = parseSession(sessionId);
      return forgetAll((events) =>
        events.filter((event) => event.sessionId === session).map((event) => event.id),
      );
    },
    quarantined: () => store.events().filter((event) => !isReleased(event) && event.level !== 'forgotten'),
    release(id) {
      const event = store.find(id);
      if (event === undefined || isReleased(event) || event.level === 'forgotten') return false;
      store.rewrite((events) =>
        events.map((one) => (one.id === id ? { ...one, quarantine: null, trust: 'owner' } : one)),
      );
      return true;
    },
    flush: () => store.flush(),
    stats() {
      const stats = store.stats();
      const { full, summary, line } = stats.byLevel;
      return { events: full + summary + line, ...stats };
    },
  };
}

/** Reads as few events as it must, from the newest on. */
function newest(
  store: EventStore,
  limit: number,
  accepts: (event: MemoryEvent) => boolean,
): readonly MemoryEvent[] {
  for (let count = limit * 2 + FIRST_LOOK; ; count *= 4) {
    const looked = store.latest(count);
    const found = looked.filter(accepts).toReversed();
    if (found.length >= limit || looked.length < count) return found.slice(0, limit);
  }
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
      isReleased(event) &&
      (types === undefined || types.includes(event.type)) &&
      (sessionId === undefined || event.sessionId === sessionId),
    limit: parseWholeNumber(limit, 'limit', 0, DEFAULT_LIMIT),
  };
}
