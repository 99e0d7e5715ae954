/**
 * Bytes a text takes between the quotes of a JSON string in a UTF-8 file. Never less than the truth: every
 * control character is counted as `\u0000`. Stops counting once it is over `enough`.
 */
export function encodedBytes(text: string, enough: number = Infinity): number {
  let bytes = 0;
  for (let index = 0; index < text.length && bytes <= enough;) {
    const point = text.codePointAt(index) ?? 0;
    bytes += pointBytes(point);
    index += point > 0xffff ? 2 : 1;
  }
  return bytes;
}

/** Bytes of one code point in a JSON string; a lone surrogate is written as an escape of six. */
export function pointBytes(point: number): number {
  if (point < 0x20) return 6;
  if (point === 0x22 || point === 0x5c) return 2;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  if (point >= 0xd800 && point <= 0xdfff) return 6;
  return point > 0xffff ? 4 : 3;
}
