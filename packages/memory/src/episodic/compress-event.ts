import { lostWords } from './lost-words.js';
import { shortestOf, summarize, telegraph } from './shorten-text.js';
import type { EventLevel, MemoryEvent } from './memory-event.js';

/** The level after a level; null after the last. */
function nextLevel(level: EventLevel): EventLevel | null {
  switch (level) {
    case 'full':
      return 'summary';
    case 'summary':
      return 'line';
    case 'line':
      return 'forgotten';
    case 'forgotten':
      return null;
  }
}

/** The event one level further down. What is left of a forgotten one says that it was there, and when. */
export function compressEvent(event: MemoryEvent): MemoryEvent {
  const level = nextLevel(event.level);
  switch (level) {
    case 'summary':
      return shortened(event, level, summarize(event.text));
    case 'line':
      return shortened(event, level, telegraph(event.text));
    case 'forgotten':
      return tombstoneOf(event);
    case 'full':
    case null:
      return event;
  }
}

/** What is left of an event that is forgotten: that it was there, when, and what it replaced. */
export function tombstoneOf(event: MemoryEvent): MemoryEvent {
  return Object.freeze({
    ...event,
    level: 'forgotten',
    text: '',
    lostWords: '',
    tags: [],
    entities: [],
    files: [],
    sourceIds: [],
  });
}

function shortened(event: MemoryEvent, level: EventLevel, text: string): MemoryEvent {
  const shorter = shortestOf(event.text, text);
  if (shorter === event.text) return Object.freeze({ ...event, level });
  const lost = lostWords(`${event.text} ${event.lostWords}`, shorter);
  return Object.freeze({ ...event, level, text: shorter, lostWords: lost });
}
