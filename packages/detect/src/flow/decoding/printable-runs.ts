import { BREAK_BYTE } from '../symbols.js';

/** Printable bytes in a row that are kept of what a decoder gives: a piece of a secret. */
export const SHORTEST_RUN = 4;

/**
 * Keeps, in place, the printable runs of what a decoder gave, with a break between them. Zero bytes are left out:
 * they are half of a text in UTF-16.
 */
export function keepRuns(bytes: Uint8Array, start: number, end: number): { end: number; longest: number } {
  let out = start;
  let runStart = start;
  let longest = 0;
  for (let at = start; at <= end; at++) {
    const byte = at < end ? (bytes[at] ?? 0) : BREAK_BYTE;
    if (byte === 0) continue;
    if ((byte >= 0x20 && byte <= 0x7e) || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      bytes[out++] = byte;
      continue;
    }
    if (out - runStart < SHORTEST_RUN) out = runStart;
    else {
      longest = Math.max(longest, out - runStart);
      // At the very end the byte behind may belong to somebody else.
      if (at < end) bytes[out++] = BREAK_BYTE;
    }
    runStart = out;
  }
  return { end: out, longest };
}

/** Whether all bytes are printable ASCII. */
export function isPrintable(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}
