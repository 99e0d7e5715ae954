/** How long something took lately, in milliseconds. */
export interface Durations {
  /** Runs it and counts how long that took. What it throws is thrown. */
  time<T>(run: () => T): T;
  read(): DurationStats;
}

export interface DurationStats {
  /** How often it was counted; the numbers are of the last thousand. Null before the first. */
  readonly count: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

const KEPT = 1000;

export function createDurations(monotonic: () => number): Durations {
  const kept: number[] = [];
  let count = 0;

  return {
    time(run) {
      const from = monotonic();
      try {
        return run();
      } finally {
        kept[count % KEPT] = monotonic() - from;
        count += 1;
      }
    },
    read() {
      const sorted = kept.toSorted((a, b) => a - b);
      const at = (share: number): number | null => rounded(sorted[Math.floor(share * (sorted.length - 1))]);
      return { count, p50: at(0.5), p95: at(0.95) };
    },
  };
}

function rounded(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms * 1000) / 1000;
}
