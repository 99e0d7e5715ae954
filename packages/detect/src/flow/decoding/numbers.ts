const PRINTABLE_FROM = 32;
const PRINTABLE_TO = 126;

/**
 * Reads the numbers of a text as character codes, whatever stands between them: `97, 98`, `chr(97)+chr(98)`,
 * `&#97;&#98;`, `\141\142`, `01100001 01100010`. Digits without separators are read in groups of `width`.
 */
export function decodeNumbers(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: number,
  radix: 2 | 8 | 10,
): number {
  let out = target;
  const width = radix === 2 ? 8 : 3;
  let value = 0;
  let digits = 0;
  let isOfRadix = true;
  for (let at = start; at <= end; at++) {
    const digit = at < end ? (bytes[at] ?? 0) - 0x30 : -1;
    if (digit >= 0 && digit <= 9) {
      if (digits === width) {
        bytes[out++] = codeOf(value, isOfRadix);
        value = digits = 0;
        isOfRadix = true;
      }
      value = value * radix + digit;
      digits++;
      if (digit >= radix) isOfRadix = false;
    } else if (digits > 0) {
      bytes[out++] = codeOf(value, isOfRadix && (radix !== 2 || digits >= 7));
      value = digits = 0;
      isOfRadix = true;
    }
  }
  return out;
}

/** The number as a byte, or one that no text holds. */
function codeOf(value: number, isOfRadix: boolean): number {
  return isOfRadix && value >= PRINTABLE_FROM && value <= PRINTABLE_TO ? value : 1;
}
