import { BREAK_BYTE } from '../symbols.js';

const PERCENT = 0x25;
const AMPERSAND = 0x26;
const BACKSLASH = 0x5c;
const UPPER_U = 0x55;

/** Entities that stand for characters of ordinary text; all others are separators anyhow. */
const NAMED: Readonly<Record<string, number>> = {
  amp: 0x26,
  lt: 0x3c,
  gt: 0x3e,
  quot: 0x22,
  apos: 0x27,
  nbsp: 0x20,
};

/** Bytes that are kept on either side of an escape: the others are no different from the text itself. */
const REACH = 128;

/** Plain characters between two escaped separators that are taken for pieces of one word. */
const LONGEST_JOINED = 8;

/**
 * Replaces escapes among plain characters, as partly encoded texts have them: `%61`, `&#97;`, `&#x61;`, `&amp;`,
 * `\x61`, `\u0061`, `\u{61}`, `\141`, `U+0061`. Writes what stands around those that hide a letter, a digit or a
 * letter of base64, or that stand close together as separators of single letters do, and breaks between. Returns
 * `target` when there was none.
 */
export function decodeEscapes(bytes: Uint8Array, start: number, end: number, target: number): number {
  let out = target;
  const first = out;
  /** Where the last escape that hides something ends in the output. */
  let hiding = -1;
  /** Where the last escape of all ends in the output. */
  let escaped = -1;
  for (let at = start; at < end;) {
    const byte = bytes[at] ?? 0;
    if (byte === PERCENT || byte === AMPERSAND || byte === BACKSLASH || byte === UPPER_U) {
      const escape = escapeAt(bytes, at, end, byte);
      if (escape !== null) {
        const joins = escaped >= 0 && out > escaped && out - escaped <= LONGEST_JOINED;
        if (HIDDEN[escape.code] === 1 || joins) {
          out = closeGap(bytes, hiding, first, out);
          hiding = out + 1;
        }
        bytes[out++] = escape.code;
        escaped = out;
        at += escape.length;
        continue;
      }
    }
    bytes[out++] = byte;
    at++;
  }
  return hiding < 0 ? first : Math.min(out, hiding + REACH);
}

/** Takes out what is far from the last escape and from the one that comes now. */
function closeGap(bytes: Uint8Array, hiding: number, first: number, out: number): number {
  const from = hiding < 0 ? first : hiding + REACH;
  if (out - from <= REACH) return out;
  bytes[from] = BREAK_BYTE;
  bytes.copyWithin(from + 1, out - REACH, out);
  return from + 1 + REACH;
}

/** Letters, digits, and what else base64 is written with. */
const HIDDEN: Uint8Array = /* @__PURE__ */ hiddenTable();

function hiddenTable(): Uint8Array {
  const table = new Uint8Array(256);
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  for (const letter of `${letters}${letters.toUpperCase()}0123456789+/=-_%&\\`)
    table[letter.charCodeAt(0)] = 1;
  // Bytes of a compressed stream.
  table.fill(1, 0x80);
  return table;
}

interface Escape {
  readonly code: number;
  readonly length: number;
}

function escapeAt(bytes: Uint8Array, at: number, end: number, byte: number): Escape | null {
  const second = at + 1 < end ? (bytes[at + 1] ?? 0) : 0;
  if (byte === PERCENT && (second | 0x20) === 0x75) return digitsAt(bytes, at, end, 2, 4, 4, 16);
  if (byte === PERCENT) return digitsAt(bytes, at, end, 1, 2, 2, 16);
  if (byte === UPPER_U) return second === 0x2b ? digitsAt(bytes, at, end, 2, 4, 6, 16) : null;
  if (byte === AMPERSAND) return entityAt(bytes, at, end, second);
  if (second === 0x78) return digitsAt(bytes, at, end, 2, 2, 2, 16);
  if ((second | 0x20) === 0x75) {
    if (bytes[at + 2] !== 0x7b) return digitsAt(bytes, at, end, 2, 4, second === 0x55 ? 8 : 4, 16);
    const braced = digitsAt(bytes, at, end, 3, 1, 6, 16);
    return braced === null ? null : { code: braced.code, length: braced.length + 1 };
  }
  if (second >= 0x30 && second <= 0x37) return digitsAt(bytes, at, end, 1, 3, 3, 8);
  if (second === BACKSLASH) return { code: BACKSLASH, length: 2 };
  // `\n`, `\t`, `\"`: separators all of them.
  return second === 0 ? null : { code: 0x20, length: 2 };
}

function entityAt(bytes: Uint8Array, at: number, end: number, second: number): Escape | null {
  if (second === 0x23) {
    const isHex = ((bytes[at + 2] ?? 0) | 0x20) === 0x78;
    const escape = isHex ? digitsAt(bytes, at, end, 3, 1, 6, 16) : digitsAt(bytes, at, end, 2, 1, 7, 10);
    if (escape === null) return null;
    return bytes[at + escape.length] === 0x3b ? { code: escape.code, length: escape.length + 1 } : escape;
  }
  let name = '';
  for (let next = at + 1; next < Math.min(end, at + 7); next++) {
    const byte = bytes[next] ?? 0;
    if (byte === 0x3b) {
      const code = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
      return code === undefined ? null : { code, length: name.length + 2 };
    }
    name += String.fromCharCode(byte);
  }
  return null;
}

/** Reads `least` to `most` digits that begin `offset` bytes behind the start of an escape. */
function digitsAt(
  bytes: Uint8Array,
  at: number,
  end: number,
  offset: number,
  least: number,
  most: number,
  radix: number,
): Escape | null {
  let value = 0;
  let length = 0;
  while (length < most && at + offset + length < end) {
    const byte = bytes[at + offset + length] ?? 0;
    const lower = byte | 0x20;
    const digit =
      byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 99;
    if (digit >= radix) break;
    value = value * radix + digit;
    length++;
  }
  if (length < least) return null;
  return { code: value <= 0xff ? value : 0x20, length: offset + length };
}
