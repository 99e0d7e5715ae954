import { READINGS, STRAND, type FingerprintTable } from './fingerprint-table.js';
import { BREAK, DROPPED, rot13, SYMBOL } from './symbols.js';

/** Symbols of a gram. */
const GRAM = 4;
const STRAND_BITS = 6;
/** A gram that this many strands share tells nothing, and would make hostile sinks slow. */
const LONGEST_CHAIN = 128;
const NEVER = 255;

/** Takes a fingerprint that was found, and the number of the reading it was found in. */
export type FingerprintVisitor = (fingerprint: number, reading: number) => void;

/** The fingerprints in one table. */
export interface FingerprintStrands {
  /** Writes 8 to 64 symbols at a fingerprint's place, which is empty. */
  write(fingerprint: number, symbols: Uint8Array): void;
  erase(fingerprint: number): void;
  /** Writes all of a smaller table into this one, which is empty. */
  copy(smaller: FingerprintTable): void;
  /** Reports each fingerprint that the bytes hold enough of, at most once for each reading. */
  search(bytes: Uint8Array, start: number, end: number, report: FingerprintVisitor): void;
}

/**
 * Four-grams of 6-bit symbols under a keyed bijection of 32 bits: some bits name the slot, all are kept to compare, so a
 * hit is exact and the table holds no readable text. A run of hits on consecutive positions of one strand is a
 * contiguous copy; runs that add up to nearly all of it are a copy in pieces.
 */
export function createFingerprintStrands(table: FingerprintTable, key: Uint32Array): FingerprintStrands {
  // Each in a variable of its own: they are read for every letter of every sink.
  const { heads, occupied, next, slots, stamp, run, lengths, contiguous, inPieces, shift } = table;
  const { pieceEpoch, seenLow, seenHigh, reported } = table;
  let time = 1;
  let epoch = 0;
  const salt = key[0] ?? 0;
  const factor = (key[1] ?? 0) | 1;

  function hashOf(gram: number): number {
    const mixed = Math.imul(gram ^ salt, factor);
    return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  }

  function link(entry: number, hash: number): void {
    const slot = hash >>> shift;
    let length = 0;
    for (let at = heads[slot] ?? 0; at !== 0; at = next[at - 1] ?? 0) length++;
    slots[entry] = hash;
    if (length >= LONGEST_CHAIN) {
      next[entry] = -1;
      return;
    }
    next[entry] = heads[slot] ?? 0;
    heads[slot] = entry + 1;
    occupied[slot >>> 5] = (occupied[slot >>> 5] ?? 0) | (1 << (slot & 31));
  }

  function unlink(entry: number): void {
    if (next[entry] === -1) return;
    const slot = (slots[entry] ?? 0) >>> shift;
    if (heads[slot] === entry + 1) heads[slot] = next[entry] ?? 0;
    else {
      let before = (heads[slot] ?? 0) - 1;
      while (before >= 0 && next[before] !== entry + 1) before = (next[before] ?? 0) - 1;
      if (before >= 0) next[before] = next[entry] ?? 0;
    }
    if (heads[slot] === 0) occupied[slot >>> 5] = (occupied[slot >>> 5] ?? 0) & ~(1 << (slot & 31));
  }

  return {
    write(fingerprint, symbols) {
      const hasLetters = symbols.some((symbol) => symbol >= 10);
      for (let reading = 0; reading < READINGS.length; reading++) {
        const strand = fingerprint * READINGS.length + reading;
        lengths[strand] = 0;
        if (reading >= 2 && !hasLetters) continue;
        const length = Math.min(STRAND, symbols.length);
        lengths[strand] = length;
        contiguous[strand] = contiguousNeed(symbols, length);
        inPieces[strand] = piecesNeed(symbols, length);
        let gram = 0;
        for (let at = 0; at < length; at++) {
          const symbol = symbols[reading % 2 === 0 ? at : length - 1 - at] ?? 0;
          gram = ((gram << 6) | (reading >= 2 ? rot13(symbol) : symbol)) & 0xffffff;
          if (at >= GRAM - 1) link((strand << STRAND_BITS) + at - GRAM + 1, hashOf(gram));
        }
      }
    },

    erase(fingerprint) {
      for (let reading = 0; reading < READINGS.length; reading++) {
        const strand = fingerprint * READINGS.length + reading;
        for (let at = 0; at + GRAM <= (lengths[strand] ?? 0); at++) unlink((strand << STRAND_BITS) + at);
        lengths[strand] = 0;
      }
    },

    copy(smaller) {
      lengths.set(smaller.lengths);
      contiguous.set(smaller.contiguous);
      inPieces.set(smaller.inPieces);
      for (let strand = 0; strand < smaller.strands; strand++) {
        for (let at = 0; at + GRAM <= (lengths[strand] ?? 0); at++) {
          const entry = (strand << STRAND_BITS) + at;
          link(entry, smaller.slots[entry] ?? 0);
        }
      }
    },

    search(bytes, start, end, report) {
      epoch++;
      if (time > 0x7fffffff - (end - start) * 2 - 16) {
        time = 1;
        stamp.fill(0);
      }
      time += 2;
      let gram = 0;
      let have = 0;
      // A piece is two grams or more: one alone is looked up only when the next one is in the index too.
      let before = 0;
      let isPending = false;
      let isFollowed = false;
      for (let at = start; at < end; at++) {
        const symbol = SYMBOL[bytes[at] ?? 0] ?? DROPPED;
        if (symbol >= DROPPED) {
          if (symbol === BREAK) {
            have = 0;
            isPending = isFollowed = false;
          }
          continue;
        }
        gram = ((gram << 6) | symbol) & 0xffffff;
        time++;
        if (++have < GRAM) continue;
        const mixed = Math.imul(gram ^ salt, factor);
        const hash = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
        const slot = hash >>> shift;
        if (((occupied[slot >>> 5] ?? 0) & (1 << (slot & 31))) === 0) {
          isPending = isFollowed = false;
          continue;
        }
        if (isPending) follow(before, time - 1, report);
        isFollowed ||= isPending;
        isPending = !isFollowed;
        before = hash;
        if (isFollowed) follow(hash, time, report);
      }
    },
  };

  /** Continues the runs of all strands that hold the gram. */
  function follow(hash: number, now: number, report: FingerprintVisitor): void {
    for (let link = heads[hash >>> shift] ?? 0; link !== 0; link = next[link - 1] ?? 0) {
      const entry = link - 1;
      if (slots[entry] !== hash) continue;
      const position = entry & (STRAND - 1);
      const length = position > 0 && stamp[entry - 1] === now - 1 ? (run[entry - 1] ?? 0) + 1 : 1;
      stamp[entry] = now;
      run[entry] = length;
      if (length < 2) continue;
      const strand = entry >>> STRAND_BITS;
      const isCopied =
        length + GRAM - 1 >= (contiguous[strand] ?? NEVER) || isCopiedInPieces(strand, position, length);
      if (isCopied && reported[strand] !== epoch) {
        reported[strand] = epoch;
        report(strand >>> 2, strand & 3);
      }
    }
  }

  /** Adds the run to what was seen of the strand, in whatever order the pieces come. */
  function isCopiedInPieces(strand: number, position: number, length: number): boolean {
    if (pieceEpoch[strand] !== epoch) {
      pieceEpoch[strand] = epoch;
      seenLow[strand] = 0;
      seenHigh[strand] = 0;
    }
    const first = length === 2 ? position - 1 : position + GRAM - 1;
    for (let at = first; at < position + GRAM; at++) {
      if (at < 32) seenLow[strand] = (seenLow[strand] ?? 0) | (1 << at);
      else seenHigh[strand] = (seenHigh[strand] ?? 0) | (1 << (at - 32));
    }
    return bitCount(seenLow[strand] ?? 0) + bitCount(seenHigh[strand] ?? 0) >= (inPieces[strand] ?? NEVER);
  }
}

function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Symbols in one piece that prove a copy: 60 % of the body, never fewer than 12 nor more than 20. */
function contiguousNeed(symbols: Uint8Array, length: number): number {
  const need = Math.min(20, Math.max(12, Math.ceil(length * 0.6)));
  return isOfDigits(symbols) ? Math.min(length, STRAND) : Math.min(length, need);
}

/**
 * Symbols in pieces of five or more that prove a copy: 80 % of the body and never fewer than 12. Of hex, whose pieces
 * meet more often, 90 % and 16; digits alone meet by chance too often.
 */
function piecesNeed(symbols: Uint8Array, length: number): number {
  if (isOfDigits(symbols)) return NEVER;
  const isHex = symbols.every((symbol) => symbol < 16);
  const need = isHex ? Math.max(16, Math.ceil(length * 0.9)) : Math.max(12, Math.ceil(length * 0.8));
  return need > length ? NEVER : need;
}

function isOfDigits(symbols: Uint8Array): boolean {
  return symbols.every((symbol) => symbol < 10);
}
