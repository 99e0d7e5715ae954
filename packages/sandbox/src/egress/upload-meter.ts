import { Transform } from 'node:stream';

/** What may still leave through one proxy. */
export interface UploadBudget {
  /** Counts so many bytes. False from the first one on that is too many. */
  take(bytes: number): boolean;
  readonly spent: boolean;
}

/** @param limit bytes */
export function createUploadBudget(limit: number): UploadBudget {
  let sent = 0;
  return {
    take(bytes) {
      sent += bytes;
      return sent <= limit;
    },
    get spent() {
      return sent > limit;
    },
  };
}

/** A stream that hands on what comes in until the budget is spent, and fails then. */
export function uploadMeter(budget: UploadBudget, onSpent: () => void): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      if (budget.take(chunk.length)) return done(null, chunk);
      onSpent();
      done(new Error('The upload limit is reached.'));
    },
  });
}
