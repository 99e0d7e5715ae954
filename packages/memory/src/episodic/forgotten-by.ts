import type { MemoryEvent } from './memory-event.js';

/**
 * Ids of the events that go when sources are forgotten: the events with those ids, what was derived from it,
 * what was derived from that, and so on, in whatever order they were recorded.
 */
export function forgottenBy(sources: readonly string[], events: readonly MemoryEvent[]): ReadonlySet<string> {
  const living = events.filter((event) => event.level !== 'forgotten');
  const ids = new Set(living.map((event) => event.id));
  const derived = new Map<string, string[]>();
  for (const event of living) {
    for (const from of event.sourceIds) {
      const list = derived.get(from);
      if (list === undefined) derived.set(from, [event.id]);
      else list.push(event.id);
    }
  }
  const gone = new Set<string>();
  const seen = new Set(sources);
  for (const from of seen) {
    if (ids.has(from)) gone.add(from);
    for (const id of derived.get(from) ?? []) seen.add(id);
  }
  return gone;
}
