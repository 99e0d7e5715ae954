import { setImmediate } from 'node:timers/promises';
import { HttpError } from '../http/http-error.js';

/** Lets through one at a time. */
export interface Turnstile {
  /**
   * Does the work when its turn has come.
   *
   * @throws HttpError 503 when too many wait already, and whatever the work throws.
   */
  pass<T>(work: () => T | Promise<T>): Promise<T>;
}

/** Costly work is done one after the other, and between two of them everybody else is served. */
export function createTurnstile(maxWaiting: number): Turnstile {
  let inside = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    async pass(work) {
      if (inside > maxWaiting) {
        throw new HttpError(503, 'Too many ask for this at once', { headers: { 'retry-after': '1' } });
      }
      inside += 1;
      const turn = last.then(async () => {
        await setImmediate();
        return work();
      });
      last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        inside -= 1;
      }
    },
  };
}
