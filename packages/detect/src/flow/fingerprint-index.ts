import { createFingerprintStrands, type FingerprintVisitor } from './fingerprint-strands.js';
import { createFingerprintTable, tableBytes } from './fingerprint-table.js';

/** Fingerprints that the first table has room for. */
const FIRST_FINGERPRINTS = 8;

/** Position-exact fingerprints of many short bodies, in typed arrays. */
export interface FingerprintIndex {
  /** Indexes 8 to 64 symbols. Returns the fingerprint's number, or -1 when the index is full. */
  add(symbols: Uint8Array): number;
  remove(fingerprint: number): void;
  /** Reports each fingerprint that the bytes hold enough of, at most once for each reading. */
  search(bytes: Uint8Array, start: number, end: number, report: FingerprintVisitor): void;
  readonly bytes: number;
}

/** Its table grows with what is in it, up to `capacity` fingerprints; `beforeGrowth` is told the bytes. */
export function createFingerprintIndex(
  capacity: number,
  key: Uint32Array,
  beforeGrowth: (bytes: number) => void,
): FingerprintIndex {
  let table = createFingerprintTable(0);
  let strands = createFingerprintStrands(table, key);
  let room = 0;
  const free: number[] = [];
  /** Fingerprints that were ever given out. */
  let given = 0;

  function grow(): void {
    const before = table;
    const size = Math.min(capacity, Math.max(FIRST_FINGERPRINTS, room * 2));
    beforeGrowth(tableBytes(size) - tableBytes(room));
    room = size;
    table = createFingerprintTable(size);
    strands = createFingerprintStrands(table, key);
    strands.copy(before);
  }

  return {
    get bytes() {
      return tableBytes(room);
    },

    add(symbols) {
      let fingerprint = free.pop();
      if (fingerprint === undefined) {
        if (given >= capacity) return -1;
        if (given >= room) grow();
        fingerprint = given++;
      }
      strands.write(fingerprint, symbols);
      return fingerprint;
    },

    remove(fingerprint) {
      strands.erase(fingerprint);
      free.push(fingerprint);
    },

    search(bytes, start, end, report) {
      if (given > 0) strands.search(bytes, start, end, report);
    },
  };
}
