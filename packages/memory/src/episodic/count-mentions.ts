import type { EventStore } from './event-store.js';

/** Names an event gives. */
export interface EventNames {
  readonly tags: readonly string[];
  readonly entities: readonly string[];
  readonly files: readonly string[];
}

/** Only the latest events count, so that one record costs the same however much is remembered. */
const LATEST = 500;

/** How many of the latest events share a tag, an entity or a file with these names. */
export function countMentions(store: Pick<EventStore, 'latest'>, names: EventNames): number {
  const wanted = new Set([...names.tags, ...names.entities, ...names.files]);
  if (wanted.size === 0) return 0;
  const shares = (list: readonly string[]): boolean => list.some((name) => wanted.has(name));
  return store
    .latest(LATEST)
    .filter((event) => shares(event.tags) || shares(event.entities) || shares(event.files)).length;
}
