import type { TrustEvent, TrustSink } from 'sentinel-agentos';
import type { UnsentSignals } from './unsent-signals.js';

/** Signals on their way to whoever collects them, in batches. Nothing of the guard waits for it. */
export interface SignalBatches extends TrustSink {
  /** Sends what waits, and what could not be sent before. Never rejects. */
  flush(): Promise<void>;
  /** Puts on the disk what waits and what is on its way: better twice than never. */
  keep(): void;
}

/** What sends a batch, and rejects where it was not taken. */
export type SendBatch = (events: readonly TrustEvent[]) => Promise<void>;

const LARGEST_BATCH = 10;
/** A batch that is not full waits so long for more, in milliseconds. */
const LONGEST_WAIT_MS = 2000;
/** How long after a failure it is tried again, in milliseconds. */
const RETRY_AFTER_MS = [250, 500, 1000];

/** @param wait resolves after so many milliseconds; the process does not stay alive for it. */
export function createSignalBatches(
  send: SendBatch,
  unsent: UnsentSignals,
  wait: (ms: number) => Promise<void>,
): SignalBatches {
  let waiting: TrustEvent[] = [];
  let sending: Promise<void> = Promise.resolve();
  let flying: readonly TrustEvent[] = [];
  let round = 0;

  async function deliver(events: readonly TrustEvent[]): Promise<boolean> {
    for (const pause of [...RETRY_AFTER_MS, null]) {
      try {
        await send(events);
        return true;
      } catch {
        if (pause !== null) await wait(pause);
      }
    }
    return false;
  }

  async function sendAll(): Promise<void> {
    const batch = waiting.splice(0, LARGEST_BATCH);
    if (batch.length === 0) return;
    flying = batch;
    const isTaken = await deliver(batch);
    flying = [];
    if (!isTaken) {
      unsent.keep(batch);
      return;
    }
    const kept = unsent.take();
    for (let from = 0; from < kept.length; from += LARGEST_BATCH) {
      const part = kept.slice(from, from + LARGEST_BATCH);
      // Whoever took the last batch and does not take this one is asked again with the next.
      if (!(await deliver(part))) {
        unsent.keep(kept.slice(from));
        return;
      }
    }
  }

  async function flush(): Promise<void> {
    round += 1;
    do {
      sending = sending.then(sendAll);
      await sending;
    } while (waiting.length > 0);
  }

  return {
    notify(event) {
      waiting = [...waiting, event];
      if (waiting.length >= LARGEST_BATCH) void flush();
      else if (waiting.length === 1) {
        const mine = round;
        void wait(LONGEST_WAIT_MS).then(async () => (mine === round ? flush() : undefined));
      }
    },
    flush,
    keep() {
      round += 1;
      const left = [...flying, ...waiting];
      waiting = [];
      if (left.length > 0) unsent.keep(left);
    },
  };
}
