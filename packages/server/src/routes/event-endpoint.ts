import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/http-error.js';
import { openEventStream } from '../events/event-stream.js';
import { stream } from '../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import type { Services } from '../services.js';

const EVENT_STREAM = 'text/event-stream';

/** What happens, as it happens. */
export function eventEndpoint({ ring, feed, heartbeatMs, maxStreams, stopping }: Services): Endpoint {
  let open = 0;
  return endpoint({
    method: 'GET',
    path: '/events',
    access: 'agent',
    summary:
      'Decisions, outcomes, approvals and changes of sessions as server-sent events; goes on after the id in Last-Event-ID',
    answers: { 200: { mediaType: EVENT_STREAM } },
    refuses: [503],
    handle({ signal, header }) {
      if (open >= maxStreams) {
        throw new HttpError(503, 'Too many subscribers', { headers: { 'retry-after': '5' } });
      }
      feed.begin();
      open += 1;
      const body = openEventStream({
        ring,
        lastEventId: header('last-event-id'),
        heartbeatMs,
        signal: AbortSignal.any([signal, stopping]),
        onEnd: () => (open -= 1),
      });
      return stream(body, EVENT_STREAM);
    },
  });
}
