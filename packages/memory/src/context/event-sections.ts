import type { MemoryEvent } from '../episodic/memory-event.js';
import { contextLine, type ContextLine, type ContextSection } from './context-line.js';

/** Marks the event that says what a session was about. */
export const SESSION_TOPIC_TAG = 'session-topic';

/** How many of the latest events are looked through for what is notable. */
const LATEST_EVENTS = 200;

/** What the most important event is worth beside one that answers the question. */
const UNASKED_WORTH = 0.05;

/**
 * The sections of what happened: what the last session was about, and the events that answer the question, the
 * best first in `found`, before the notable ones of the latest.
 */
export function eventSections(
  latest: readonly MemoryEvent[],
  found: readonly MemoryEvent[],
): readonly ContextSection[] {
  const topic = latest.findLast((event) => isShown(event) && event.tags.includes(SESSION_TOPIC_TAG));
  const ids = new Set(found.map((event) => event.id));
  const answers = found.filter(isEvent).map((event, rank) => eventLine(event, 1 / (1 + rank)));
  const notable = latest.filter((event) => isShown(event) && isEvent(event) && !ids.has(event.id));
  const worth = found.length === 0 ? 1 : UNASKED_WORTH;
  const others = notable
    .slice(-LATEST_EVENTS)
    .toReversed()
    // The most important of the latest: a decision is not crowded out by the calls that followed it.
    .map((event, age) => eventLine(event, worth * Math.max(0.01, event.importance) * 0.98 ** age));
  return [
    {
      heading: '## Last Session · 上次会话',
      quota: 0.05,
      lines: topic === undefined ? [] : [eventLine(topic, 1)],
    },
    { heading: '## Relevant Events · 相关事件', quota: 0.2, lines: [...answers, ...others] },
  ];
}

/** Whether an event may be shown without being asked for: it is there, trusted, released, and still holds. */
export function isShown(event: MemoryEvent): boolean {
  return (
    event.level !== 'forgotten' &&
    event.trust !== 'untrusted' &&
    event.quarantine === null &&
    event.supersededBy === null
  );
}

function isEvent(event: MemoryEvent): boolean {
  return !event.tags.includes(SESSION_TOPIC_TAG);
}

function eventLine(event: MemoryEvent, score: number): ContextLine {
  const { ts, trust, sessionId, type, text } = event;
  return contextLine(text, { at: ts, trust, source: sessionId }, score, `${type}: `);
}
