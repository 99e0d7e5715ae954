import type { ByteRun } from './byte-run.js';

const PAD = 64;
const OTHER = 65;
const SLASH = 0x2f;
const CODE: Uint8Array = /* @__PURE__ */ codeTable();

/** Both alphabets at once: `+` and `-`, `/` and `_` mean the same. */
function codeTable(): Uint8Array {
  const table = new Uint8Array(256).fill(OTHER);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let code = 0; code < 64; code++) table[alphabet.charCodeAt(code)] = code;
  table[0x2d] = 62;
  table[0x5f] = 63;
  table[0x3d] = PAD;
  return table;
}

/**
 * Decodes every run of base64 letters on its own, padded or not. Writes at `target` and returns the end; `runs` gets
 * the bytes of each run of at least 16 letters.
 * With `slashEnds` a slash ends a run, as in the path of an address, where the run is base64url.
 */
export function decodeBase64Runs(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: number,
  runs: ByteRun[],
  slashEnds: boolean,
): number {
  let out = target;
  let bits = 0;
  let have = 0;
  let letters = 0;
  let runStart = out;
  for (let at = start; at <= end; at++) {
    const byte = at < end ? (bytes[at] ?? 0) : 0;
    const code = slashEnds && byte === SLASH ? OTHER : (CODE[byte] ?? OTHER);
    if (code >= PAD) {
      if (have === 2) bytes[out++] = bits >> 4;
      else if (have === 3) {
        bytes[out++] = bits >> 10;
        bytes[out++] = bits >> 2;
      }
      // Words of prose would only bury the rest.
      if (letters < 4) out = runStart;
      else if (letters >= 16) runs.push({ start: runStart, end: out });
      bits = have = letters = 0;
      runStart = out;
      continue;
    }
    letters++;
    bits = (bits << 6) | code;
    if (++have < 4) continue;
    bytes[out] = bits >> 16;
    bytes[out + 1] = bits >> 8;
    bytes[out + 2] = bits;
    out += 3;
    bits = have = 0;
  }
  return out;
}

/**
 * Decodes all base64 letters as one stream, whatever stands between them, leaving out the first `skipped`: one of
 * the four phases is the right one wherever a text was cut. Padding begins a new group.
 */
export function decodeBase64Stream(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: number,
  skipped: number,
): number {
  let out = target;
  let bits = 0;
  let have = -skipped;
  for (let at = start; at < end; at++) {
    const code = CODE[bytes[at] ?? 0] ?? OTHER;
    if (code >= PAD) {
      if (code === OTHER || have <= 0) continue;
      if (have >= 2) bytes[out++] = bits >> (have === 2 ? 4 : 10);
      if (have === 3) bytes[out++] = bits >> 2;
      bits = have = 0;
      continue;
    }
    if (have < 0) {
      have++;
      continue;
    }
    bits = (bits << 6) | code;
    if (++have < 4) continue;
    bytes[out] = bits >> 16;
    bytes[out + 1] = bits >> 8;
    bytes[out + 2] = bits;
    out += 3;
    bits = have = 0;
  }
  return out;
}

/** Letters that are looked at together. */
const SAMPLE = 24;

/**
 * Whether some 24 letters hold three of upper and three of lower case, as all base64 of a text does, and neither hex
 * nor numbers nor most prose do.
 */
export function mayBeBase64(bytes: Uint8Array, start: number, end: number): boolean {
  let upper = 0;
  let lower = 0;
  let recentUpper = 0;
  let recentLower = 0;
  for (let at = start; at < end; at++) {
    const code = CODE[bytes[at] ?? 0] ?? OTHER;
    if (code >= PAD) continue;
    const isUpper = code < 26 ? 1 : 0;
    const isLower = code >= 26 && code < 52 ? 1 : 0;
    upper += isUpper - ((recentUpper >>> (SAMPLE - 1)) & 1);
    lower += isLower - ((recentLower >>> (SAMPLE - 1)) & 1);
    recentUpper = (recentUpper << 1) | isUpper;
    recentLower = (recentLower << 1) | isLower;
    if (upper >= 3 && lower >= 3) return true;
  }
  return false;
}
