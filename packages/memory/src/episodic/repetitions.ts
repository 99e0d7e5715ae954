import { createHash } from 'node:crypto';
import type { EventMark, EventStore } from './event-store.js';
import type { EventType } from './event-type.js';
import type { NewEvent } from './memory-event.js';

/** Finds the event that another repeats. */
export interface Repetitions {
  /** Id of the event that this one repeats: the same said again in the same session by the same. */
  repeatedBy(event: NewEvent): string | undefined;
}

/** Only the latest events can be repeated, so that finding them takes bounded time and memory. */
const LATEST = 512;

/**
 * What tools did is repeated only by what follows at once: a test that fails, is mended and fails again is
 * three events. What was said is the same wherever in the session it is said again.
 */
const REPEATED_AT_ONCE: ReadonlySet<EventType> = new Set(['tool_call', 'tool_failure', 'error', 'publish']);

/** Makes a finder over a store. */
export function createRepetitions(store: EventStore): Repetitions {
  let mark: EventMark | null = null;
  let known = new Map<string, string>();
  let lastOfSession = new Map<string, string>();

  const learn = (event: NewEvent): void => {
    remember(lastOfSession, event.sessionId, event.id);
    if (event.level !== 'full' || event.supersededBy !== null) return;
    remember(known, keyOf(event), event.id);
  };
  const sync = (): void => {
    const changes = store.changes(mark);
    mark = changes.mark;
    if (changes.isReset) {
      known = new Map();
      lastOfSession = new Map();
      for (const event of store.latest(LATEST)) learn(event);
    } else {
      for (const event of changes.added) learn(event);
    }
  };

  return {
    repeatedBy(event) {
      sync();
      const id = known.get(keyOf(event));
      if (id === undefined || event.supersedes !== null) return undefined;
      const isNow = lastOfSession.get(event.sessionId) === id;
      if (REPEATED_AT_ONCE.has(event.type) && !isNow) return undefined;
      return store.find(id)?.supersededBy === null ? id : undefined;
    },
  };
}

function remember(map: Map<string, string>, key: string, id: string): void {
  map.delete(key);
  map.set(key, id);
  if (map.size <= LATEST) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
}

function keyOf({ text, type, sessionId, actor, trust, pinned, ...event }: NewEvent): string {
  const normal = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  const about = [
    type,
    sessionId,
    actor,
    trust,
    pinned,
    event.quarantine,
    event.tags,
    event.entities,
    event.files,
  ];
  const valid = [event.validFrom, event.validTo];
  return createHash('sha256')
    .update(JSON.stringify([normal, ...about, ...valid]))
    .digest('base64');
}
