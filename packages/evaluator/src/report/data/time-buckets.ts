/** Widths in milliseconds; each is a multiple of the one before. Beyond the last they double. */
const WIDTHS: readonly number[] = [
  1,
  1000,
  60_000,
  600_000,
  3_600_000,
  21_600_000,
  86_400_000,
  7 * 86_400_000,
  28 * 86_400_000,
  364 * 86_400_000,
];

/** The last moment that a calendar has. */
const LAST_MOMENT = 8.64e15;

/** A part of time, `to` excluded, and what fell into it. */
export interface TimeBucket<T> {
  readonly from: number;
  readonly to: number;
  readonly value: T;
}

/**
 * Sorts what happened into parts of time of equal width, never more of them than asked for: where there would be
 * more, the parts become wider. The result does not depend on the order of what comes in, as long as `merge` does not.
 */
export class TimeBuckets<T> {
  readonly #capacity: number;
  readonly #merge: (a: T, b: T) => T;
  #level = 0;
  #buckets = new Map<number, T>();

  constructor(capacity: number, merge: (a: T, b: T) => T) {
    this.#capacity = capacity;
    this.#merge = merge;
  }

  /** @returns false for a time before 1970 or after all calendars, which only a tampered record holds; it is left out. */
  add(at: number, value: T): boolean {
    if (!(at >= 0 && at <= LAST_MOMENT)) return false;
    put(this.#buckets, Math.floor(at / widthOf(this.#level)), value, this.#merge);
    while (this.#buckets.size > this.#capacity) this.#widen();
    return true;
  }

  /** Oldest first. */
  values(): readonly TimeBucket<T>[] {
    const width = widthOf(this.#level);
    return [...this.#buckets]
      .sort(([a], [b]) => a - b)
      .map(([index, value]) => ({ from: index * width, to: (index + 1) * width, value }));
  }

  #widen(): void {
    const factor = widthOf(this.#level + 1) / widthOf(this.#level);
    this.#level += 1;
    const wider = new Map<number, T>();
    for (const [index, value] of this.#buckets) put(wider, Math.floor(index / factor), value, this.#merge);
    this.#buckets = wider;
  }
}

function put<T>(buckets: Map<number, T>, index: number, value: T, merge: (a: T, b: T) => T): void {
  const there = buckets.get(index);
  buckets.set(index, there === undefined ? value : merge(there, value));
}

function widthOf(level: number): number {
  const last = WIDTHS.length - 1;
  return level <= last ? (WIDTHS[level] ?? 1) : (WIDTHS[last] ?? 1) * 2 ** (level - last);
}
