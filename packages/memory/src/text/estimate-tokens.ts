/**
 * Estimate of how many tokens a language model reads a text as, on the high side: a Chinese, Japanese or
 * Korean character is one token, four Latin letters are one, two digits or signs are one, an emoji is two;
 * a tenth is added as a reserve. The estimate of joined texts is never above the sum of their estimates.
 */
export function estimateTokens(text: string): number {
  let units = 0;
  for (let index = 0; index < text.length;) {
    const point = text.codePointAt(index) ?? 0;
    units += pointUnits(point);
    index += point > 0xffff ? 2 : 1;
  }
  return tokensOfUnits(units);
}

/** Whole tokens in a number of units, the reserve included. A unit is a twelfth of a token. */
export function tokensOfUnits(units: number): number {
  return Math.ceil((units * 11) / 120);
}

/** Units of one code point: twelve are a token. */
export function pointUnits(point: number): number {
  if (point < 0x80) return isLatinLetterOrSpace(point) ? 3 : 6;
  if (point < 0x2b0) return 6;
  if (point < 0x2e80) return 9;
  if (point > 0xffff || (point >= 0xd800 && point <= 0xdfff)) return 24;
  return 12;
}

function isLatinLetterOrSpace(point: number): boolean {
  return (point >= 0x61 && point <= 0x7a) || (point >= 0x41 && point <= 0x5a) || point === 0x20;
}
