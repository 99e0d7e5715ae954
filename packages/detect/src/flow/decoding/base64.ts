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
 * Decodes every run of base64 letters on its own, padded or not. Writes at `out` and returns the end; `starts` gets
 * where the bytes of each run of at least 16 letters begin.
 * With `slashEnds` a slash ends a run, as in the path of an address, where the run is base64url.
 */
export function decodeBase64Runs(
  bytes: Uint8Array,
  start: number,
  end: number,
  out: number,
  starts: number[],
  slashEnds: boolean,
): number {
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
      else if (letters >= 16) starts.push(runStart);
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
  out: number,
  skipped: number,
): number {
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
