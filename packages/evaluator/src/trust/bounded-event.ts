import { boundedName } from '../session-key.js';
import type { TrustEvent } from './trust-event.js';

const MAX_BY = 120;
const MAX_REASON = 500;

/** Who did something, as it is kept. */
export function boundedBy(by: string): string {
  return by.slice(0, MAX_BY);
}

/** Why somebody did it, as it is kept. */
export function boundedReason(reason: string): string {
  return reason.slice(0, MAX_REASON);
}

/**
 * The event with texts of bounded length: names, ids and reasons are anybody's, and an event must fit where events are
 * kept and sent.
 */
export function boundedEvent<Event extends TrustEvent>(event: Event): Event {
  return {
    ...event,
    sessionId: boundedName(event.sessionId),
    calls: event.calls.map(boundedName),
    ...('by' in event ? { by: boundedBy(event.by) } : {}),
    ...('reason' in event ? { reason: boundedReason(event.reason) } : {}),
  };
}
