import type { MemoryEvent } from './memory-event.js';

/** What is said a thousand times keeps the latest of its sources. */
const MAX_SOURCES = 64;

/** An event that was said again: at its new place, surer, and valid from when it was first said. */
export function repeatEvent(
  event: MemoryEvent,
  seq: number,
  at: number,
  sourceIds: readonly string[],
): MemoryEvent {
  return Object.freeze({
    ...event,
    seq,
    ts: at,
    validFrom: event.validFrom ?? event.ts,
    support: event.support + 1,
    sourceIds: [...new Set([...event.sourceIds, ...sourceIds])].slice(-MAX_SOURCES),
  });
}
