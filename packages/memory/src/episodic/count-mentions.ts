import { MOST_MENTIONS } from './importance.js';
import type { EventStore } from './event-store.js';
import type { MemoryEvent } from './memory-event.js';

/** Names an event gives. */
export interface EventNames {
  readonly tags: readonly string[];
  readonly entities: readonly string[];
  readonly files: readonly string[];
}

/** Only the latest events count, so that one record costs the same however much is remembered. */
const LATEST = 500;
/** Mostly enough of them are among so many: a tool names itself in every call. */
const FIRST_LOOK = 100;

/**
 * How many of the latest events share a tag, an entity or a file with these names. Counted no further than to
 * {@link MOST_MENTIONS}.
 */
export function countMentions(store: Pick<EventStore, 'latest'>, names: EventNames): number {
  const wanted = new Set([...names.tags, ...names.entities, ...names.files]);
  if (wanted.size === 0) return 0;
  const shares = (list: readonly string[]): boolean => list.some((name) => wanted.has(name));
  const count = (events: readonly MemoryEvent[]): number => {
    let found = 0;
    for (const { tags, entities, files } of events) {
      if (shares(tags) || shares(entities) || shares(files)) found += 1;
      if (found === MOST_MENTIONS) break;
    }
    return found;
  };
  const found = count(store.latest(FIRST_LOOK));
  return found === MOST_MENTIONS ? found : count(store.latest(LATEST));
}
