import { EVENT_TYPE_TRAITS } from './event-type.js';
import type { EventLevel, MemoryEvent } from './memory-event.js';

const DAY_MS = 86_400_000;

/** From this importance on, time does not compress an event and the size cap no further than to a line. */
const PROTECTED_IMPORTANCE = 0.7;

/** Below these strengths an event is due for the next level. */
const DUE_BELOW: Readonly<Record<Exclude<EventLevel, 'forgotten'>, number>> = {
  full: 0.18,
  summary: 0.09,
  line: 0.04,
};

/**
 * How alive an event still is: `importance × (1 + ln(1 + accesses)) × 0.5^(age / half-life of its type)`.
 * The age is counted from the last access, and is 0 when the clock has stepped back.
 */
export function strengthOf(event: MemoryEvent, now: number): number {
  const age = Math.max(0, now - Math.max(event.ts, event.lastAccess ?? event.ts)) / DAY_MS;
  const halfLives = age / EVENT_TYPE_TRAITS[event.type].halfLifeDays;
  return event.importance * (1 + Math.log(1 + event.accessCount)) * 0.5 ** halfLives;
}

/** Whether an event may never be forgotten for its age, and is compressed only when the size cap forces it. */
export function isProtected(event: MemoryEvent): boolean {
  return event.pinned || event.type === 'decision' || event.importance >= PROTECTED_IMPORTANCE;
}

/** Whether time alone has made an event due for its next level. */
export function isDue(event: MemoryEvent, now: number): boolean {
  if (event.level === 'forgotten' || isProtected(event)) return false;
  return strengthOf(event, now) < DUE_BELOW[event.level];
}
