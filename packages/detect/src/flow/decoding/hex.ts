import type { ByteRun } from './byte-run.js';

const SEPARATOR = 16;
const LETTER = 17;
const NIBBLE: Uint8Array = /* @__PURE__ */ nibbleTable();

function nibbleTable(): Uint8Array {
  const table = new Uint8Array(256).fill(SEPARATOR);
  for (let letter = 0; letter < 26; letter++) {
    table[0x41 + letter] = letter < 6 ? 10 + letter : LETTER;
    table[0x61 + letter] = letter < 6 ? 10 + letter : LETTER;
  }
  for (let digit = 0; digit < 10; digit++) table[0x30 + digit] = digit;
  return table;
}

/**
 * Decodes pairs of hex digits with anything but letters between them, so `61:62`, `0x61, 0x62`, `\x61\x62`,
 * `%61%62`, `\u0061`, `U+0061` and `&#x61;` as well as plain hex. Letters that are no digits end a run. `skipped`
 * leaves out the first digit of each run: a word before may have added one.
 */
export function decodeHex(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: number,
  skipped: 0 | 1,
  runs: ByteRun[],
): number {
  let out = target;
  let high = -1;
  let toSkip: number = skipped;
  let runStart = out;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    const nibble = NIBBLE[byte] ?? SEPARATOR;
    if (nibble === SEPARATOR) continue;
    if (nibble === LETTER) {
      if (isMark(bytes, at, end)) continue;
      if (out - runStart >= 12) runs.push({ start: runStart, end: out });
      high = -1;
      toSkip = skipped;
      runStart = out;
    } else if (nibble === 0 && ((bytes[at + 1] ?? 0) | 0x20) === 0x78 && at + 1 < end) at++;
    else if (toSkip > 0) toSkip--;
    else if (high < 0) high = nibble;
    else {
      bytes[out++] = (high << 4) | nibble;
      high = -1;
    }
  }
  if (out - runStart >= 12) runs.push({ start: runStart, end: out });
  return out;
}

/** `\x`, `\u`, `U+` and `&#x` announce digits. */
function isMark(bytes: Uint8Array, at: number, end: number): boolean {
  const letter = (bytes[at] ?? 0) | 0x20;
  if (letter !== 0x78 && letter !== 0x75) return false;
  const before = bytes[at - 1] ?? 0;
  return before === 0x5c || before === 0x23 || (letter === 0x75 && at + 1 < end && bytes[at + 1] === 0x2b);
}
