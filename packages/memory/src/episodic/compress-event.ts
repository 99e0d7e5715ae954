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
      return Object.freeze({ ...event, level, text: shortestOf(event.text, summarize(event.text)) });
    case 'line':
      return Object.freeze({
        ...event,
        level,
        text: shortestOf(event.text, telegraph(event.text)),
        tags: event.tags.slice(0, 4),
        entities: event.entities.slice(0, 4),
        files: event.files.slice(0, 4),
      });
    case 'forgotten':
      return Object.freeze({ ...event, level, text: '', tags: [], entities: [], files: [], sourceIds: [] });
    case 'full':
    case null:
      return event;
  }
}
