import { isTrust } from '../trust.js';
import { isEventType } from './event-type.js';
import { EVENT_LEVELS, type MemoryEvent, type NewEvent } from './memory-event.js';

/** Reads an event from the JSON of a journal line; null when it is not one. */
export function parseEvent(value: { readonly [key: string]: unknown }): NewEvent | MemoryEvent | null {
  const { id, ts, seq, sessionId, type, actor, trust, importance, hash } = value;
  const level = EVENT_LEVELS.find((one) => one === (value['level'] ?? 'full'));
  if (typeof id !== 'string' || typeof sessionId !== 'string' || typeof actor !== 'string') return null;
  if (typeof ts !== 'number' || typeof importance !== 'number' || typeof hash !== 'string') return null;
  if (!isEventType(type) || !isTrust(trust) || level === undefined) return null;
  return Object.freeze({
    id,
    ts,
    ...(typeof seq === 'number' ? { seq } : {}),
    sessionId,
    type,
    actor,
    trust,
    text: typeof value['text'] === 'string' ? value['text'] : '',
    tags: texts(value['tags']),
    entities: texts(value['entities']),
    files: texts(value['files']),
    importance,
    level,
    hash,
    sourceIds: texts(value['sourceIds']),
    accessCount: typeof value['accessCount'] === 'number' ? value['accessCount'] : 0,
    lastAccess: typeof value['lastAccess'] === 'number' ? value['lastAccess'] : null,
    pinned: value['pinned'] === true,
  });
}

function texts(value: unknown): readonly string[] {
  return Object.freeze(
    Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [],
  );
}
