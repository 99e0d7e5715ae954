import { createHash } from 'node:crypto';
import { CURRENT_SESSION } from '../session.js';
import { isTrust } from '../trust.js';
import { isEventType } from './event-type.js';
import { EVENT_LEVELS, type MemoryEvent, type NewEvent } from './memory-event.js';

/** An event as it is stored: short names, and nothing that can be put back without it. */
export type EventRecord = { readonly [name: string]: unknown };

/**
 * Short name, field, and the value that is left out. Without a value, the field is always written. Not `k` and `n`:
 * they are the kind and the nonce of a journal's line.
 */
const FIELDS: readonly (readonly [
  name: string,
  field: keyof MemoryEvent,
  absent?: string | number | boolean | null,
])[] = [
  ['i', 'id'],
  ['q', 'seq'],
  ['t', 'ts'],
  ['s', 'sessionId', CURRENT_SESSION],
  ['y', 'type', 'note'],
  ['a', 'actor', 'agent'],
  ['r', 'trust', 'agent'],
  ['x', 'text', ''],
  ['j', 'lostWords', ''],
  ['g', 'tags'],
  ['e', 'entities'],
  ['f', 'files'],
  ['w', 'importance'],
  ['l', 'level', 'full'],
  ['h', 'hash'],
  ['u', 'supersedes', null],
  ['v', 'supersededBy', null],
  ['b', 'validFrom', null],
  ['d', 'validTo', null],
  ['m', 'support', 1],
  ['o', 'sourceIds'],
  ['c', 'accessCount', 0],
  ['z', 'lastAccess', null],
  ['p', 'pinned', false],
  ['quarantine', 'quarantine', null],
];

/** What of an event has to be stored. Its hash only once its text is no longer what it was made of. */
export function recordOf(event: NewEvent | MemoryEvent): EventRecord {
  const record: { [name: string]: unknown } = {};
  for (const [name, field, absent] of FIELDS) {
    const value: unknown = (event as Partial<MemoryEvent>)[field];
    if (value === undefined || value === absent) continue;
    if (Array.isArray(value) && value.length === 0) continue;
    if (field === 'hash' && event.level === 'full' && value === hashOf(event.text)) continue;
    record[name] = value;
  }
  return record;
}

/** Reads an event from its record; null when it is not one. */
export function eventOf(record: EventRecord): NewEvent | MemoryEvent | null {
  const { i: id, t: ts, q: seq, w: importance } = record;
  const sessionId = record['s'] ?? CURRENT_SESSION;
  const type = record['y'] ?? 'note';
  const actor = record['a'] ?? 'agent';
  const trust = record['r'] ?? 'agent';
  const level = EVENT_LEVELS.find((one) => one === (record['l'] ?? 'full'));
  if (typeof id !== 'string' || typeof sessionId !== 'string' || typeof actor !== 'string') return null;
  if (typeof ts !== 'number' || typeof importance !== 'number') return null;
  if (!isEventType(type) || !isTrust(trust) || level === undefined) return null;
  const text = textIn(record['x']) ?? '';
  return Object.freeze({
    id,
    ts,
    ...(typeof seq === 'number' ? { seq } : {}),
    sessionId,
    type,
    actor,
    trust,
    text,
    lostWords: textIn(record['j']) ?? '',
    tags: textsIn(record['g']),
    entities: textsIn(record['e']),
    files: textsIn(record['f']),
    importance,
    level,
    hash: textIn(record['h']) ?? hashOf(text),
    supersedes: textIn(record['u']),
    supersededBy: textIn(record['v']),
    validFrom: numberIn(record['b']),
    validTo: numberIn(record['d']),
    support: numberIn(record['m']) ?? 1,
    sourceIds: textsIn(record['o']),
    accessCount: numberIn(record['c']) ?? 0,
    lastAccess: numberIn(record['z']),
    pinned: record['p'] === true,
    quarantine: textIn(record['quarantine']),
  });
}

/** First 16 hex digits of the SHA-256 of a text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

const NONE: readonly string[] = Object.freeze([]);

/** The texts in a list; none when it is not one. */
export function textsIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return NONE;
  return Object.freeze(value.filter((one): one is string => typeof one === 'string'));
}
