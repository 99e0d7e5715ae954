const MINUTE = 60_000;
const DAY_IN_MINUTES = 1440;
/** More than a day of minutes: none that a day's count needs is ever dropped. */
const KEPT_MINUTES = 1500;

/** What happened in one minute: [minute since the epoch, calls, verify failures]. */
export type ActiveMinute = readonly [minute: number, calls: number, failures: number];

/** Counts of the last day, exact to the minute, in bounded memory. */
export class Activity {
  #minutes: Map<number, ActiveMinute>;

  constructor(minutes: readonly ActiveMinute[] = []) {
    this.#minutes = new Map(minutes.map((minute) => [minute[0], minute]));
  }

  count(at: number, failed: boolean): void {
    const minute = Math.floor(at / MINUTE);
    const [, calls, failures] = this.#minutes.get(minute) ?? [minute, 0, 0];
    this.#minutes.set(minute, [minute, calls + 1, failures + (failed ? 1 : 0)]);
    if (this.#minutes.size >= 2 * KEPT_MINUTES) {
      this.#minutes = new Map(this.values().map((active) => [active[0], active]));
    }
  }

  /** Calls and verify failures of the 24 hours before `now`. What lies in the future is not counted. */
  lastDay(now: number): { readonly calls: number; readonly failures: number } {
    const last = Math.floor(now / MINUTE);
    let calls = 0;
    let failures = 0;
    for (const [minute, ran, failed] of this.#minutes.values()) {
      if (minute > last || minute <= last - DAY_IN_MINUTES) continue;
      calls += ran;
      failures += failed;
    }
    return { calls, failures };
  }

  /** The newest minutes, oldest first. */
  values(): readonly ActiveMinute[] {
    return [...this.#minutes.values()].sort(([a], [b]) => a - b).slice(-KEPT_MINUTES);
  }
}
