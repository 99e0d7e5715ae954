import type { Clock } from '../ports/clock.js';
import type { Timings } from '../run.js';

type Stage = Exclude<keyof Timings, 'total'>;

/** Measures the stages of one call, one after the other. */
export class Stopwatch {
  readonly #clock: Clock;
  readonly #start: number;
  readonly #stages: Record<Stage, number> = {
    decide: 0,
    approve: 0,
    intent: 0,
    snapshot: 0,
    run: 0,
    verify: 0,
    settle: 0,
  };
  #lap: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = clock.monotonic();
    this.#lap = this.#start;
  }

  /** Ends a stage: the time since the last stage ended is its. */
  end(stage: Stage): void {
    const now = this.#clock.monotonic();
    this.#stages[stage] = microseconds(now - this.#lap);
    this.#lap = now;
  }

  read(): Timings {
    return { ...this.#stages, total: microseconds(this.#lap - this.#start) };
  }
}

/** Milliseconds rounded to whole microseconds: finer digits are noise. */
function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
