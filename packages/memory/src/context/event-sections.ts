import type { MemoryEvent } from '../episodic/memory-event.js';
import { clipEnd } from '../text/clip-text.js';
import { dataLine } from '../text/data-line.js';
import type { ContextLine, ContextSection } from './context-line.js';
import { dateOf } from './date-of.js';

/** Marks the event that says what a session was about. */
export const SESSION_TOPIC_TAG = 'session-topic';

const MAX_CHARS = 300;

/** The sections of what happened: what the last session was about, and the events handed in, in their order. */
export function eventSections(
  events: readonly MemoryEvent[],
  chosen: readonly MemoryEvent[],
): readonly ContextSection[] {
  const topic = events.findLast((event) => isShown(event) && event.tags.includes(SESSION_TOPIC_TAG));
  const lines = chosen
    .filter((event) => isShown(event) && !event.tags.includes(SESSION_TOPIC_TAG))
    .map(eventLine);
  return [
    {
      heading: '## Last Session · 上次会话',
      quota: 0.05,
      lines: topic === undefined ? [] : [eventLine(topic)],
    },
    { heading: '## Relevant Events · 相关事件', quota: 0.15, lines },
  ];
}

/**
 * Events for a context without a question: the most important of the latest, so that a decision is not
 * crowded out by the calls that followed it.
 */
export function notableEvents(events: readonly MemoryEvent[], limit: number): readonly MemoryEvent[] {
  return events
    .filter(isShown)
    .slice(-LATEST)
    .toReversed()
    .map((event, age) => ({ event, score: event.importance * 0.98 ** age }))
    .toSorted((a, b) => b.score - a.score || b.event.seq - a.event.seq)
    .slice(0, limit)
    .map(({ event }) => event);
}

/** Whether an event may be shown without being asked for. */
export function isShown(event: MemoryEvent): boolean {
  return event.level !== 'forgotten' && event.trust !== 'untrusted';
}

const LATEST = 200;

function eventLine(event: MemoryEvent): ContextLine {
  const text = clipEnd(dataLine(event.text), MAX_CHARS);
  const session = clipEnd(dataLine(event.sessionId), 60);
  return { text: `${dateOf(event.ts)} ${event.type} (${session}): ${text}`, key: text.toLowerCase() };
}
