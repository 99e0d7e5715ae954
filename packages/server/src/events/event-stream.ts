import type { EventRing, RingEvent } from './event-ring.js';

/** How a subscriber is served. */
export interface StreamOptions {
  readonly ring: EventRing;
  /** The id of the last event that the subscriber saw, if it comes back. */
  readonly lastEventId: string | undefined;
  readonly heartbeatMs: number;
  /** Ends the stream: the client has gone, or the server stops. */
  readonly signal: AbortSignal;
  /** Told once when the stream is over. */
  readonly onEnd: () => void;
}

const ENCODER = new TextEncoder();

/** Most events that are sent at once; what remains is taken when the subscriber has read these. */
const BATCH = 200;

/**
 * Server-sent events from the ring, as fast as the subscriber reads them: for one that is slow nothing is queued but
 * what the ring keeps anyway. One that missed events which are gone is told so by an event `reset`: what it shows
 * must be read anew.
 */
export function openEventStream(options: StreamOptions): ReadableStream<Uint8Array> {
  const { ring, lastEventId, heartbeatMs, signal, onEnd } = options;
  const resumed = lastEventId === undefined ? ring.end() : ring.placeAfter(lastEventId);
  let cursor = resumed ?? ring.end();
  let isLost = resumed === null;
  let wake: () => void = () => undefined;
  const unwatch = ring.watch(() => wake());
  let isOver = false;

  function end(): void {
    if (isOver) return;
    isOver = true;
    unwatch();
    wake();
    onEnd();
  }
  signal.addEventListener('abort', end, { once: true });

  function next(): string {
    const missed = ring.after(cursor);
    const events = missed.events.slice(0, BATCH);
    const head = isLost || missed.isLost ? 'event: reset\ndata: {}\n\n' : '';
    isLost = false;
    cursor = missed.cursor - missed.events.length + events.length;
    return head + events.map(block).join('');
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(ENCODER.encode('retry: 1000\n\n'));
      },
      async pull(controller) {
        if (signal.aborted) end();
        let text = isOver ? '' : next();
        if (text === '' && !isOver) {
          await somethingOr(heartbeatMs, (resolve) => (wake = resolve));
          text = isOver ? '' : next() || ': alive\n\n';
        }
        if (isOver) controller.close();
        else controller.enqueue(ENCODER.encode(text));
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  );
}

/** JSON holds no line feed, so one `data` line is enough. */
function block({ id, type, data }: RingEvent): string {
  return `id: ${id}\nevent: ${type}\ndata: ${data}\n\n`;
}

async function somethingOr(ms: number, subscribe: (resolve: () => void) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    subscribe(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
