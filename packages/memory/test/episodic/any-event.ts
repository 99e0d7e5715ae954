import { hashOf } from '../../src/episodic/event-record.js';
import type { MemoryEvent, NewEvent } from '../../src/episodic/memory-event.js';

/** An ordinary note with some of its fields changed. */
export function anEvent(changes: Partial<MemoryEvent> = {}): MemoryEvent {
  const text = changes.text ?? 'something happened';
  return {
    id: `e${changes.seq ?? 1}`,
    seq: 1,
    ts: changes.seq ?? 1,
    sessionId: 's',
    type: 'note',
    actor: 'agent',
    trust: 'agent',
    text,
    quarantine: null,
    lostWords: '',
    tags: [],
    entities: [],
    files: [],
    importance: 0.35,
    level: 'full',
    hash: hashOf(text),
    supersedes: null,
    supersededBy: null,
    validFrom: null,
    validTo: null,
    support: 1,
    sourceIds: [],
    accessCount: 0,
    lastAccess: null,
    pinned: false,
    ...changes,
  };
}

/** The same before a store has given it its place. */
export function aNewEvent(changes: Partial<NewEvent> = {}): NewEvent {
  const { seq: _, ...event } = anEvent(changes);
  return event;
}
