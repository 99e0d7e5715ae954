import { compressEvent } from './compress-event.js';
import { EVENT_LEVELS, type MemoryEvent } from './memory-event.js';
import { isProtected, strengthOf } from './strength.js';

/** Bytes an event takes in the store. */
export type SizeOf = (event: MemoryEvent) => number;

/** Events that fit, and how many forgotten ones were let go altogether. */
export interface FittedEvents {
  readonly events: readonly MemoryEvent[];
  readonly dropped: readonly MemoryEvent[];
}

/** This many of the newest events are compressed only when nothing else is left. */
const NEWEST_KEPT = 20;

/** Tombstones may take this share of the room; older ones are then merged into a count. */
const TOMBSTONE_SHARE = 0.08;

/** How much more the step from a level takes than the step from `full`. */
const STEP_WEIGHT: Readonly<Record<string, number>> = { full: 1, summary: 3, line: 9 };

/** A shorter text is a line already: to shorten it saves nearly nothing, so it stays whole until it is forgotten. */
const WORDY_CHARS = 40;

/**
 * Compresses events, the weakest first and one level at a time, until they fit. In this order: ordinary events
 * of many words down to a line, because a line is still found; ordinary ones to a tombstone; protected ones (pinned, decisions,
 * importance ≥ 0.7) down to a line; the newest twenty; and, only when lines of protected events alone fill the
 * room, those, oldest first. The newest event always stays.
 */
export function fitEvents(
  events: readonly MemoryEvent[],
  maxBytes: number,
  sizeOf: SizeOf,
  now: number,
): FittedEvents {
  const current = [...events];
  const tombstoneRoom = maxBytes * TOMBSTONE_SHARE;
  let tombstones = 0;
  let living = 0;
  for (const event of events) {
    if (event.level === 'forgotten') tombstones += sizeOf(event);
    else living += sizeOf(event);
  }
  for (const step of planSteps(events, now)) {
    if (living + Math.min(tombstones, tombstoneRoom) <= maxBytes) break;
    const before = current[step.index];
    if (before === undefined || before.level !== step.from) continue;
    const after = compressEvent(before);
    current[step.index] = after;
    living -= sizeOf(before);
    if (after.level === 'forgotten') tombstones += sizeOf(after);
    else living += sizeOf(after);
  }
  return letTombstonesGo(current, Math.min(tombstoneRoom, maxBytes - living), tombstones, sizeOf);
}

interface Step {
  readonly index: number;
  readonly from: MemoryEvent['level'];
  readonly order: number;
  readonly weight: number;
}

function planSteps(events: readonly MemoryEvent[], now: number): readonly Step[] {
  const steps: Step[] = [];
  for (const [index, event] of events.entries()) {
    if (index === events.length - 1) continue;
    const strength = strengthOf(event, now);
    const isWordy = event.level === 'full' ? event.text.length > WORDY_CHARS : event.level === 'summary';
    const newest = index >= events.length - NEWEST_KEPT;
    for (const from of EVENT_LEVELS.slice(EVENT_LEVELS.indexOf(event.level), -1)) {
      const isDetail = isWordy && from !== 'line';
      const lastResort = isProtected(event) && from === 'line';
      const order = lastResort ? 4 : newest ? 3 : isProtected(event) ? 2 : isDetail ? 0 : 1;
      const weight = lastResort
        ? 0
        : strength * (isWordy ? (STEP_WEIGHT[from] ?? 1) : (STEP_WEIGHT['line'] ?? 1));
      steps.push({ index, from, order, weight });
    }
  }
  return steps.toSorted((a, b) => a.order - b.order || a.weight - b.weight || a.index - b.index);
}

/** Lets the oldest tombstones go until the others fit into their room. */
function letTombstonesGo(
  events: readonly MemoryEvent[],
  room: number,
  tombstoneBytes: number,
  sizeOf: SizeOf,
): FittedEvents {
  const dropped = new Set<MemoryEvent>();
  let bytes = tombstoneBytes;
  for (const event of events) {
    if (bytes <= room) break;
    if (event.level !== 'forgotten') continue;
    dropped.add(event);
    bytes -= sizeOf(event);
  }
  return { events: events.filter((event) => !dropped.has(event)), dropped: [...dropped] };
}
