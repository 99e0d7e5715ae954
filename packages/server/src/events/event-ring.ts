import { randomBytes } from 'node:crypto';

/** What subscribers are told of. */
export type EventType = 'decision' | 'outcome' | 'approval' | 'session' | 'note';

/** One event as it is sent. */
export interface RingEvent {
  readonly id: string;
  readonly type: EventType;
  /** JSON. */
  readonly data: string;
}

/** What came after an event. */
export interface Missed {
  readonly events: readonly RingEvent[];
  /** Where to ask on from. */
  readonly cursor: number;
  /** True when not all that came is still there, or the event is not one of this ring. */
  readonly isLost: boolean;
}

/** The last events, for those who subscribe and those who come back after a broken connection. */
export interface EventRing {
  push(type: EventType, data: unknown): void;
  /** The place behind the newest event. */
  end(): number;
  /** The place behind the event with this id; null when it was none of this ring. */
  placeAfter(id: string): number | null;
  after(cursor: number): Missed;
  /** Called after each push until the returned function is called. */
  watch(wake: () => void): () => void;
}

/**
 * Keeps the last `capacity` events. Ids begin with a name of the ring, so that one of a server that was started anew
 * is not taken for one of an older.
 */
export function createEventRing(capacity: number): EventRing {
  const name = randomBytes(6).toString('base64url');
  const events: RingEvent[] = [];
  const watchers = new Set<() => void>();
  /** Number of the oldest event that is kept. */
  let first = 0;

  const end = (): number => first + events.length;
  return {
    push(type, data) {
      events.push({ id: `${name}.${end()}`, type, data: JSON.stringify(data) });
      if (events.length > capacity) {
        events.shift();
        first += 1;
      }
      for (const wake of watchers) wake();
    },
    end,
    placeAfter(id) {
      const [ring, number = ''] = id.split('.', 2);
      if (ring !== name || !/^\d{1,15}$/.test(number)) return null;
      return Math.min(Number(number) + 1, end());
    },
    after(cursor) {
      const from = Math.max(cursor, first);
      return { events: events.slice(from - first), cursor: end(), isLost: cursor < first };
    },
    watch(wake) {
      watchers.add(wake);
      return () => void watchers.delete(wake);
    },
  };
}
