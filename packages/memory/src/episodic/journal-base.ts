import type { ChangeEvents, EventStoreOptions } from './event-store.js';
import { encodeLine } from './journal-line.js';
import type { JournalView } from './journal-view.js';
import type { MemoryEvent } from './memory-event.js';

/** The bytes of the base that takes the place of everything in a view, after a change, made to fit. */
export function encodeBase(
  view: JournalView,
  maxBytes: number,
  change: ChangeEvents,
  fit: EventStoreOptions['fit'],
): Buffer {
  const head = (dropped: number): Buffer =>
    encodeLine({ kind: 'head', nextSeq: view.nextSeq, dropped: view.dropped + dropped });
  const nonces = new Map<number, string>();
  const all: MemoryEvent[] = [];
  for (let row = 0; row < view.rows; row += 1) {
    const stored = view.stored(row);
    if (stored === undefined) continue;
    nonces.set(stored.event.seq, stored.nonce);
    all.push(stored.event);
  }
  const encoded = new Map<MemoryEvent, Buffer>();
  const encode = (event: MemoryEvent): Buffer => {
    const known = encoded.get(event);
    if (known !== undefined) return known;
    const line = encodeLine({ kind: 'event', nonce: nonces.get(event.seq) ?? '', event });
    encoded.set(event, line);
    return line;
  };
  const room = maxBytes - head(Number.MAX_SAFE_INTEGER).length;
  const { events, dropped } = fit(change(all), room, (event) => encode(event).length);
  return Buffer.concat([head(dropped.length), ...events.map(encode)]);
}
