const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST_CODE = 15;

/** A canonical Huffman code: how many codes of each length, and the symbols in the order of their codes. */
interface Huffman {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/** What was inflated, and whether the stream ended as it must, with no more than a checksum behind it. */
export interface Inflated {
  readonly end: number;
  readonly isWhole: boolean;
}

/** Bytes that may stand behind the last block: the checksum and length of gzip. */
const LONGEST_TRAILER = 8;

/**
 * Inflates a raw DEFLATE stream (RFC 1951) from `start` to `target`, at most up to `limit`. Most of what is tried is no
 * such stream: it ends at the first thing that can't be, without an exception and without a handle of zlib, and a
 * stream that was cut gives what it holds.
 */
export function inflate(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: number,
  limit: number,
): Inflated {
  let out = target;
  const first = out;
  let at = start;
  let held = 0;
  let heldBits = 0;
  let isOver = false;

  function bits(count: number): number {
    while (heldBits < count) {
      if (at >= end) {
        isOver = true;
        return 0;
      }
      held |= (bytes[at++] ?? 0) << heldBits;
      heldBits += 8;
    }
    const value = held & ((1 << count) - 1);
    held >>>= count;
    heldBits -= count;
    return value;
  }

  function symbol({ counts, symbols }: Huffman): number {
    let code = 0;
    let base = 0;
    let index = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      code |= bits(1);
      if (isOver) return -1;
      const count = counts[length] ?? 0;
      if (code - count < base) return symbols[index + code - base] ?? -1;
      index += count;
      base = (base + count) << 1;
      code <<= 1;
    }
    return -1;
  }

  function copyBlock(literals: Huffman, distances: Huffman): boolean {
    for (;;) {
      const literal = symbol(literals);
      if (literal < 0) return false;
      if (literal === 256) return true;
      if (out >= limit) return false;
      if (literal < 256) {
        bytes[out++] = literal;
        continue;
      }
      let length = (LENGTH_BASE[literal - 257] ?? 0) + bits(LENGTH_BITS[literal - 257] ?? 0);
      const code = symbol(distances);
      const distance = (DISTANCE_BASE[code] ?? 0) + bits(DISTANCE_BITS[code] ?? 0);
      if (isOver || distance === 0 || distance > out - first) return false;
      for (; length > 0 && out < limit; length--, out++) bytes[out] = bytes[out - distance] ?? 0;
    }
  }

  function storedBlock(): boolean {
    held = heldBits = 0;
    if (at + 4 > end) return false;
    const length = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    const complement = (bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8);
    if (length !== (~complement & 0xffff)) return false;
    at += 4;
    const stop = Math.min(at + length, end, at + limit - out);
    while (at < stop) bytes[out++] = bytes[at++] ?? 0;
    return at <= end && out < limit;
  }

  for (let isLast = false; !isLast && !isOver;) {
    isLast = bits(1) === 1;
    const type = bits(2);
    if (isOver || type === 3) break;
    let isComplete: boolean;
    if (type === 0) isComplete = storedBlock();
    else if (type === 1) isComplete = copyBlock(FIXED_LITERALS, FIXED_DISTANCES);
    else {
      const codes = dynamicCodes(bits, symbol);
      isComplete = codes !== null && !isOver && copyBlock(codes.literals, codes.distances);
    }
    if (!isComplete) break;
    if (isLast) return { end: out, isWhole: !isOver && end - at <= LONGEST_TRAILER };
  }
  return { end: out, isWhole: false };
}

function dynamicCodes(
  bits: (count: number) => number,
  symbol: (code: Huffman) => number,
): { literals: Huffman; distances: Huffman } | null {
  const literalCount = bits(5) + 257;
  const distanceCount = bits(5) + 1;
  const codeCount = bits(4) + 4;
  if (literalCount > 286 || distanceCount > 30) return null;
  const lengths = new Uint8Array(320);
  for (let at = 0; at < codeCount; at++) lengths[CODE_LENGTH_ORDER[at] ?? 0] = bits(3);
  const code = huffman(lengths.subarray(0, 19));
  if (code === null) return null;
  lengths.fill(0);
  for (let at = 0; at < literalCount + distanceCount;) {
    const next = symbol(code);
    if (next < 0) return null;
    if (next < 16) {
      lengths[at++] = next;
      continue;
    }
    if (next === 16 && at === 0) return null;
    const value = next === 16 ? (lengths[at - 1] ?? 0) : 0;
    const repeat = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7);
    if (at + repeat > literalCount + distanceCount) return null;
    lengths.fill(value, at, at + repeat);
    at += repeat;
  }
  if (lengths[256] === 0) return null;
  const literals = huffman(lengths.subarray(0, literalCount));
  const distances = huffman(lengths.subarray(literalCount, literalCount + distanceCount));
  return literals === null || distances === null ? null : { literals, distances };
}

/** Null when more codes are asked for than there are. */
function huffman(lengths: Uint8Array): Huffman | null {
  const counts = new Uint16Array(LONGEST_CODE + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  let left = 1;
  const offsets = new Uint16Array(LONGEST_CODE + 2);
  for (let length = 1; length <= LONGEST_CODE; length++) {
    left = left * 2 - (counts[length] ?? 0);
    if (left < 0) return null;
    offsets[length + 1] = (offsets[length] ?? 0) + (counts[length] ?? 0);
  }
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const offset = offsets[length] ?? 0;
    symbols[offset] = symbol;
    offsets[length] = offset + 1;
  });
  return { counts, symbols };
}

/** The code of a fixed block. All of its lengths fit, so it always exists. */
function fixedCode(lengths: Uint8Array): Huffman {
  return huffman(lengths) ?? { counts: new Uint16Array(), symbols: new Uint16Array() };
}

const FIXED_LITERALS: Huffman = /* @__PURE__ */ fixedCode(
  new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280),
);
const FIXED_DISTANCES: Huffman = /* @__PURE__ */ fixedCode(new Uint8Array(30).fill(5));
