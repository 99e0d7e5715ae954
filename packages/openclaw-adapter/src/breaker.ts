/**
 * Lets observation go for a while when it is slow or fails, so that it never holds the host up. What blocks a call
 * never goes through a breaker.
 */
export interface Breaker {
  /**
   * Runs what only observes; nothing is run while the breaker is open. What it throws is counted and kept here. What
   * was not observed is given to `otherwise`: a call that nobody looks at ends all the same.
   */
  observe<T>(run: () => T, otherwise?: (why: string) => void): T | undefined;
  state(): BreakerState;
}

/** A breaker for each session: one that is slow or broken takes no other along. */
export interface Breakers {
  of(session: string): Breaker;
  /** All of them together. */
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
/** Sessions that are remembered; the one that was quiet the longest goes first. */
const MOST_SESSIONS = 1000;

export function createBreakers(monotonic: () => number): Breakers {
  const breakers = new Map<string, Breaker>();
  let lastProblem: string | null = null;

  return {
    of(session) {
      const breaker = breakers.get(session) ?? createBreaker(monotonic, (problem) => (lastProblem = problem));
      breakers.delete(session);
      breakers.set(session, breaker);
      const [oldest] = breakers.keys();
      if (breakers.size > MOST_SESSIONS && oldest !== undefined) breakers.delete(oldest);
      return breaker;
    },
    state() {
      const states = [...breakers.values()].map((breaker) => breaker.state());
      const sum = (of: (state: BreakerState) => number): number =>
        states.reduce((total, state) => total + of(state), 0);
      return {
        open: states.some(({ open }) => open),
        failures: sum(({ failures }) => failures),
        dropped: sum(({ dropped }) => dropped),
        lastProblem,
      };
    },
  };
}

export function createBreaker(
  monotonic: () => number,
  told: (problem: string) => void = () => undefined,
): Breaker {
  let failures = 0;
  let dropped = 0;
  let openUntil = -Infinity;
  let lastProblem: string | null = null;

  function failed(problem: string): void {
    failures += 1;
    lastProblem = problem;
    told(problem);
    if (failures < MOST_FAILURES) return;
    failures = 0;
    openUntil = monotonic() + OPEN_MS;
  }

  return {
    observe(run, otherwise) {
      const from = monotonic();
      if (from < openUntil) {
        dropped += 1;
        otherwise?.('observing it pauses');
        return undefined;
      }
      try {
        const result = run();
        const took = monotonic() - from;
        if (took > SLOW_MS) failed(`an observation took ${Math.round(took)} ms`);
        else failures = 0;
        return result;
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        failed(problem);
        otherwise?.(problem);
        return undefined;
      }
    },
    state: () => ({ open: monotonic() < openUntil, failures, dropped, lastProblem }),
  };
}
