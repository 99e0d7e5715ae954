import type { ByteRun } from './byte-run.js';

const PAD = 32;
const DIGIT = 33;
const OTHER = 34;
const CODE: Uint8Array = /* @__PURE__ */ codeTable();

function codeTable(): Uint8Array {
  const table = new Uint8Array(256).fill(OTHER);
  for (let letter = 0; letter < 26; letter++) {
    table[0x41 + letter] = letter;
    table[0x61 + letter] = letter;
  }
  for (const digit of [0, 1, 8, 9]) table[0x30 + digit] = DIGIT;
  for (let digit = 2; digit < 8; digit++) table[0x30 + digit] = 24 + digit;
  table[0x3d] = PAD;
  return table;
}

/** Whether some 16 letters are all upper case, or of one case with one of the alphabet's digits among them. */
export function mayBeBase32(bytes: Uint8Array, start: number, end: number): boolean {
  let run = 0;
  let digits = 0;
  // One bit for each of the last 16 letters: was it a digit?
  let recent = 0;
  let letterCase = 0;
  for (let at = start; at < end; at++) {
    const code = CODE[bytes[at] ?? 0] ?? OTHER;
    if (code === OTHER) continue;
    if (code >= PAD) {
      run = digits = recent = 0;
      continue;
    }
    if (code < 26 && ((bytes[at] ?? 0) & 0x20) !== letterCase) {
      letterCase ^= 0x20;
      run = digits = recent = 0;
    }
    digits += (code >= 26 ? 1 : 0) - ((recent >>> 15) & 1);
    recent = ((recent << 1) | (code >= 26 ? 1 : 0)) & 0xffff;
    if (++run >= 16 && (digits > 0 || letterCase === 0)) return true;
  }
  return false;
}

/**
 * Decodes all base32 letters (RFC 4648, in either case) as one stream, leaving out the first `skipped` of each: one of
 * the eight phases is the right one. Padding, digits that the alphabet lacks
 * and a change of case begin a new group. `byRuns` lets
 * any other character do so, and `runs` then gets its bytes.
 */
export function decodeBase32(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: number,
  skipped: number,
  byRuns: boolean,
  runs: ByteRun[],
): number {
  let out = target;
  let bits = 0;
  let have = 0;
  let letters = -skipped;
  let runStart = out;
  let letterCase = 0;
  for (let at = start; at < end; at++) {
    const code = CODE[bytes[at] ?? 0] ?? OTHER;
    const isOtherCase = code < 26 && ((bytes[at] ?? 0) & 0x20) !== letterCase;
    if (isOtherCase) letterCase ^= 0x20;
    if (code >= PAD || isOtherCase) {
      if (code === OTHER && !byRuns) continue;
      if (letters >= 16) runs.push({ start: runStart, end: out });
      bits = have = 0;
      letters = Math.min(letters, 0);
      runStart = out;
      if (!isOtherCase) continue;
    }
    if (letters++ < 0) continue;
    bits = ((bits << 5) | code) & 0xfff;
    have += 5;
    if (have < 8) continue;
    have -= 8;
    bytes[out++] = bits >> have;
  }
  if (letters >= 16) runs.push({ start: runStart, end: out });
  return out;
}
