/** Units that are hashed of a value to find it: shorter values are looked for one by one. */
const WINDOW = 8;
const BASE = 0x01000193;
/** BASE to the power of WINDOW, modulo 2^32: what a unit that leaves the window weighs. */
const LEAVING = Array.from({ length: WINDOW }).reduce<number>((power) => Math.imul(power, BASE), 1);

interface Anchored<T> {
  readonly value: string;
  readonly offset: number;
  readonly item: T;
}

/** Finds every occurrence of many values in one pass over a text. */
export interface ValueIndex<T> {
  add(value: string, item: T): void;
  remove(value: string): void;
  /** Calls `report` for each occurrence, those that overlap included; of several at one place at least the longest. */
  search(text: string, report: (start: number, end: number, item: T) => void): void;
}

/**
 * Rabin–Karp over a window of eight units. Each value is anchored at the window of its own that the fewest others
 * are anchored at, so that values with one common prefix (PEM headers, token prefixes) do not share a bucket.
 */
export function createValueIndex<T>(): ValueIndex<T> {
  const buckets = new Map<number, Anchored<T>[]>();
  const filter = new Uint32Array(1 << 11);
  const short = new Map<string, T>();

  const bit = (hash: number): number => (hash >>> 16) ^ (hash & 0xffff);

  function anchorOf(value: string): { hash: number; offset: number } {
    let best = { hash: 0, offset: 0 };
    let fewest = Infinity;
    const step = Math.max(1, Math.floor((value.length - WINDOW) / 15));
    for (let offset = 0; offset + WINDOW <= value.length && fewest > 0; offset += step) {
      let hash = 0;
      for (let at = offset; at < offset + WINDOW; at++)
        hash = (Math.imul(hash, BASE) + value.charCodeAt(at)) | 0;
      const size = buckets.get(hash)?.length ?? 0;
      if (size < fewest) {
        fewest = size;
        best = { hash, offset };
      }
    }
    return best;
  }

  const home = new Map<string, number>();
  return {
    add(value, item) {
      if (value.length < WINDOW) {
        if (value.length > 0) short.set(value, item);
        return;
      }
      if (home.has(value)) return;
      const { hash, offset } = anchorOf(value);
      const bucket = buckets.get(hash);
      if (bucket === undefined) buckets.set(hash, [{ value, offset, item }]);
      else {
        bucket.push({ value, offset, item });
        bucket.sort((a, b) => a.offset - b.offset || b.value.length - a.value.length);
      }
      home.set(value, hash);
      const at = bit(hash);
      filter[at >>> 5] = (filter[at >>> 5] ?? 0) | (1 << (at & 31));
    },

    remove(value) {
      short.delete(value);
      const hash = home.get(value);
      if (hash === undefined) return;
      home.delete(value);
      const rest = (buckets.get(hash) ?? []).filter((anchored) => anchored.value !== value);
      // A bit of the filter that stays set costs a look into the map and nothing else.
      if (rest.length === 0) buckets.delete(hash);
      else buckets.set(hash, rest);
    },

    search(text, report) {
      for (const [value, item] of short) {
        for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1))
          report(at, at + value.length, item);
      }
      if (home.size === 0) return;
      let hash = 0;
      for (let at = 0; at < text.length; at++) {
        hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0;
        if (at >= WINDOW) hash = (hash - Math.imul(LEAVING, text.charCodeAt(at - WINDOW))) | 0;
        if (at < WINDOW - 1) continue;
        const slot = bit(hash);
        if (((filter[slot >>> 5] ?? 0) & (1 << (slot & 31))) === 0) continue;
        let matched = -1;
        for (const { value, offset, item } of buckets.get(hash) ?? []) {
          // Sorted by length: the first match at an offset covers all others that begin at the same place.
          if (offset === matched) continue;
          const start = at - WINDOW + 1 - offset;
          if (start < 0 || !text.startsWith(value, start)) continue;
          report(start, start + value.length, item);
          matched = offset;
        }
      }
    },
  };
}
