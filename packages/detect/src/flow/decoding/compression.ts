import { brotliDecompressSync } from 'node:zlib';
import { inflate } from './inflate.js';

/** Bytes that a stream may become: more than a split secret with its surroundings needs. */
const MOST_OUTPUT = 4096;

/**
 * Where a gzip or zlib stream begins behind `at`, and where its DEFLATE data do. A gzip header is 10 bytes and, by its
 * flags, an extra field, a name, a comment and a checksum (RFC 1952); a zlib header is two bytes whose number is a
 * multiple of 31 (RFC 1950).
 */
export function nextStream(
  bytes: Uint8Array,
  at: number,
  end: number,
): { readonly start: number; readonly data: number; readonly name: 'gzip' | 'zlib' } | null {
  for (let start = at; start + 6 < end; start++) {
    const first = bytes[start] ?? 0;
    const second = bytes[start + 1] ?? 0;
    if (first === 0x1f && second === 0x8b && bytes[start + 2] === 8)
      return { start, data: gzipData(bytes, start, end), name: 'gzip' };
    if (first === 0x78 && ((first << 8) | second) % 31 === 0 && (second & 0x20) === 0)
      return { start, data: start + 2, name: 'zlib' };
  }
  return null;
}

function gzipData(bytes: Uint8Array, start: number, end: number): number {
  const flags = bytes[start + 3] ?? 0;
  let data = start + 10;
  if ((flags & 4) !== 0) data += 2 + ((bytes[data] ?? 0) | ((bytes[data + 1] ?? 0) << 8));
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    while (data < end && bytes[data] !== 0) data++;
    data++;
  }
  return (flags & 2) !== 0 ? data + 2 : data;
}

/** Inflates what a header announced into `out`; the end of what was written, of a cut stream as well. */
export function inflateInto(bytes: Uint8Array, start: number, end: number, out: number): number {
  return start < end ? inflate(bytes, start, end, out, Math.min(bytes.length, out + MOST_OUTPUT)).end : out;
}

/**
 * The same for data that nothing announced. What random bytes inflate to is full of letters: only a stream that ends
 * where the data do counts.
 */
export function inflateBareInto(bytes: Uint8Array, start: number, end: number, out: number): number {
  if (!mayBeDeflate(bytes, start)) return out;
  const { end: stop, isWhole } = inflate(bytes, start, end, out, Math.min(bytes.length, out + MOST_OUTPUT));
  return isWhole ? stop : out;
}

/**
 * Whether the first block can be one, and the last: what a short text becomes is a single block. Its two bits name
 * the type; a stored block repeats its length inverted, and a dynamic one has no more codes than there are.
 */
function mayBeDeflate(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start] ?? 0;
  const second = bytes[start + 1] ?? 0;
  if ((first & 1) === 0) return false;
  const type = (first >>> 1) & 3;
  if (type === 0) {
    const length = second | ((bytes[start + 2] ?? 0) << 8);
    return length === (~((bytes[start + 3] ?? 0) | ((bytes[start + 4] ?? 0) << 8)) & 0xffff);
  }
  return type === 1 || (type === 2 && first >>> 3 <= 29 && (second & 31) <= 29);
}

/**
 * Whether a Brotli stream may begin here: its header (RFC 7932, 9.1 and 9.2) names the window and the length of the
 * first block, and of bytes that are something else hardly one in a hundred names a length that fits. To try one
 * costs fifty times as much as to look.
 */
export function mayBeBrotli(bytes: Uint8Array, start: number, end: number): boolean {
  const head =
    (bytes[start] ?? 0) |
    ((bytes[start + 1] ?? 0) << 8) |
    ((bytes[start + 2] ?? 0) << 16) |
    ((bytes[start + 3] ?? 0) << 24);
  // The window takes 1, 4 or 7 bits, the last block two flags and any other one; then 2 bits stand for 4 nibbles.
  let used = (head & 1) === 0 ? 1 : (head & 0x0e) !== 0 ? 4 : 7;
  used += ((head >>> used) & 1) === 0 ? 1 : 2;
  const nibbles = (head >>> used) & 3;
  const length = ((head >>> (used + 2)) & 0xffff) + 1;
  const size = end - start;
  return size >= 8 && nibbles === 0 && length <= MOST_OUTPUT && length * 2 >= size && length <= size * 8;
}

/** Decompresses Brotli into `out`; the end of what was written, which is `out` when it is no such stream. */
export function unbrotliInto(bytes: Uint8Array, start: number, end: number, out: number): number {
  try {
    const limit = Math.min(bytes.length - out, MOST_OUTPUT);
    const plain = brotliDecompressSync(bytes.subarray(start, end), { maxOutputLength: limit });
    bytes.set(plain, out);
    return out + plain.length;
  } catch {
    // Not Brotli, cut off, or too large: nearly everything that is tried.
    return out;
  }
}
