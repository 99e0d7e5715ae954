/** Symbols of a strand: longer bodies are indexed as several. An entry's strand and position are its number. */
export const STRAND = 64;

/** The ways a strand is read: forwards and backwards, plain and rotated by 13 letters. */
export const READINGS = ['', 'reversed', 'rot13', 'rot13 reversed'] as const;

/** The arrays of an index of some size. */
export interface FingerprintTable {
  readonly strands: number;
  /** Bits of a hash that are no part of its slot. */
  readonly shift: number;
  readonly heads: Int32Array;
  readonly occupied: Uint32Array;
  readonly next: Int32Array;
  readonly slots: Int32Array;
  readonly stamp: Int32Array;
  readonly run: Uint8Array;
  readonly lengths: Uint8Array;
  readonly contiguous: Uint8Array;
  readonly inPieces: Uint8Array;
  readonly pieceEpoch: Int32Array;
  readonly seenLow: Int32Array;
  readonly seenHigh: Int32Array;
  readonly reported: Int32Array;
}

/** Bytes of an entry, with its share of the slots, and of a strand. */
const ENTRY_BYTES = 17 + 1 / 8;
const STRAND_BYTES = 19;

/** Room for so many fingerprints, all of it empty. */
export function createFingerprintTable(fingerprints: number): FingerprintTable {
  const strands = fingerprints * READINGS.length;
  const entries = strands * STRAND;
  const slotBits = Math.max(5, Math.ceil(Math.log2(Math.max(1, entries))));
  return {
    strands,
    shift: 32 - slotBits,
    heads: new Int32Array(1 << slotBits),
    occupied: new Uint32Array(1 << (slotBits - 5)),
    next: new Int32Array(entries),
    slots: new Int32Array(entries),
    stamp: new Int32Array(entries),
    run: new Uint8Array(entries),
    lengths: new Uint8Array(strands),
    contiguous: new Uint8Array(strands),
    inPieces: new Uint8Array(strands),
    pieceEpoch: new Int32Array(strands),
    seenLow: new Int32Array(strands),
    seenHigh: new Int32Array(strands),
    reported: new Int32Array(strands),
  };
}

/** Bytes of a table with room for so many fingerprints. */
export function tableBytes(fingerprints: number): number {
  const strands = fingerprints * READINGS.length;
  return Math.ceil(strands * (STRAND * ENTRY_BYTES + STRAND_BYTES));
}
