import { gunzipSync, inflateSync } from 'node:zlib';

/** Members of the shortest list that can spell a secret. */
const SHORTEST = 8;
/** UTF-16 units of a string that is only a piece of what its list spells. */
const LONGEST_PIECE = 4;
/** Bytes that a packed text may become. */
const MOST_UNPACKED = 1 << 20;
const MOST_CODE_POINT = 0x10_ff_ff;
/** More arguments of one call may not fit on the stack. */
const CODES_AT_ONCE = 4096;

/**
 * The text that bytes are: UTF-8, or UTF-16 behind its mark; a gzip or zlib stream as what it holds, when that is at
 * most 1 MB. UTF-16 without a mark keeps its zeros, which every scanner reads over.
 */
export function textOfBytes(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  if (first === 0x1f && second === 0x8b) return unpacked(gunzipSync, bytes) ?? decoded('utf-8', bytes);
  if (first === 0x78 && ((first << 8) | second) % 31 === 0)
    return unpacked(inflateSync, bytes) ?? decoded('utf-8', bytes);
  if (first === 0xff && second === 0xfe) return decoded('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decoded('utf-16be', bytes);
  return decoded('utf-8', bytes);
}

/**
 * The text that a list spells: small numbers as bytes or code points, or a string by single characters. Empty when the
 * list is something else.
 */
export function textOfList(list: ArrayLike<unknown>): string {
  if (list.length < SHORTEST) return '';
  const first = list[0];
  if (typeof first === 'number') return textOfNumbers(list);
  return typeof first === 'string' ? textOfPieces(list) : '';
}

function textOfNumbers(list: ArrayLike<unknown>): string {
  let most = 0;
  for (let at = 0; at < list.length; at++) {
    const code = list[at];
    if (typeof code !== 'number' || !Number.isInteger(code) || code < 0 || code > MOST_CODE_POINT) return '';
    most = Math.max(most, code);
  }
  const codes = Uint32Array.from(list as ArrayLike<number>);
  if (most < 0x100) return textOfBytes(Uint8Array.from(codes));
  let text = '';
  for (let at = 0; at < codes.length; at += CODES_AT_ONCE)
    text += String.fromCodePoint(...codes.subarray(at, at + CODES_AT_ONCE));
  return text;
}

function textOfPieces(list: ArrayLike<unknown>): string {
  const pieces: string[] = [];
  for (let at = 0; at < list.length; at++) {
    const piece = list[at];
    if (typeof piece !== 'string' || piece.length > LONGEST_PIECE) return '';
    pieces.push(piece);
  }
  return pieces.join('');
}

function decoded(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}

function unpacked(unpack: typeof gunzipSync, bytes: Uint8Array): string | null {
  try {
    return decoded('utf-8', unpack(bytes, { maxOutputLength: MOST_UNPACKED }));
  } catch {
    // Not packed after all, cut off, or too large.
    return null;
  }
}
