/**
 * Lets observation go for a while when it is slow or fails, so that it never holds the host up. What blocks a call
 * never goes through a breaker.
 */
export interface Breaker {
  /** Runs what only observes; nothing is run while the breaker is open. What it throws is counted and kept here. */
  observe<T>(run: () => T): T | undefined;
  state(): BreakerState;
}

export interface BreakerState {
  readonly open: boolean;
  /** Failures in a row, slow runs included. */
  readonly failures: number;
  /** Observations that were not made. */
  readonly dropped: number;
  readonly lastProblem: string | null;
}

/** Slower than this is a failure, in milliseconds. */
const SLOW_MS = 500;
/** So many failures in a row open the breaker. */
const MOST_FAILURES = 5;
/** How long it stays open, in milliseconds. */
const OPEN_MS = 300_000;

export function createBreaker(monotonic: () => number): Breaker {
  let failures = 0;
  let dropped = 0;
  let openUntil = -Infinity;
  let lastProblem: string | null = null;

  function failed(problem: string): void {
    failures += 1;
    lastProblem = problem;
    if (failures < MOST_FAILURES) return;
    failures = 0;
    openUntil = monotonic() + OPEN_MS;
  }

  return {
    observe(run) {
      const from = monotonic();
      if (from < openUntil) {
        dropped += 1;
        return undefined;
      }
      try {
        const result = run();
        const took = monotonic() - from;
        if (took > SLOW_MS) failed(`an observation took ${Math.round(took)} ms`);
        else failures = 0;
        return result;
      } catch (error) {
        failed(error instanceof Error ? error.message : String(error));
        return undefined;
      }
    },
    state: () => ({ open: monotonic() < openUntil, failures, dropped, lastProblem }),
  };
}
