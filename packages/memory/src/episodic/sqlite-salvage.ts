import { decodeBytes } from './journal-line.js';
import type { MemoryEvent } from './memory-event.js';
import { EVENT_LEVELS } from './memory-event.js';

const RECORD_START = /[0-9a-f]{8} \{"k":"e",/g;
const LINE_FEED = 0x0a;

/**
 * Every whole event in the bytes of a database and its log, whatever became of the pages around them. Of
 * several versions of one event the most compressed is taken, so that what was forgotten stays so.
 */
export function salvageEvents(files: readonly Buffer[]): readonly MemoryEvent[] {
  const bySeq = new Map<number, MemoryEvent>();
  for (const bytes of files) {
    for (const { index } of bytes.toString('latin1').matchAll(RECORD_START)) {
      const end = bytes.indexOf(LINE_FEED, index);
      const line = end === -1 ? null : decodeBytes(bytes.subarray(index, end));
      if (line?.kind !== 'event' || !('seq' in line.event)) continue;
      const { event } = line;
      const known = bySeq.get(event.seq);
      if (known === undefined || isLater(event, known)) bySeq.set(event.seq, event);
    }
  }
  return newestOfEach(bySeq);
}

function isLater(event: MemoryEvent, than: MemoryEvent): boolean {
  const steps = EVENT_LEVELS.indexOf(event.level) - EVENT_LEVELS.indexOf(than.level);
  return steps > 0 || (steps === 0 && event.accessCount >= than.accessCount);
}

/** An event that moved has left its former versions behind at their places. */
function newestOfEach(bySeq: ReadonlyMap<number, MemoryEvent>): readonly MemoryEvent[] {
  const events = [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
  const newest = new Map(events.map((event) => [`${event.hash} ${event.id}`, event]));
  return events.filter((event) => newest.get(`${event.hash} ${event.id}`) === event);
}
