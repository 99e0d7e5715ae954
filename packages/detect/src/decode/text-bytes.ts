import { BASE64, HEX, valueIn } from './alphabets.js';

/** 1 for bytes of text in ASCII, and for NUL, which stands between them in UTF-16. */
const TEXT_BYTES: Uint8Array = Uint8Array.from({ length: 0x100 }, (_, byte) =>
  (byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9 || byte === 0 ? 1 : 0,
);
/** A secret and what it stands behind have as many bytes of text in a row, whatever is around them. */
const LEAST_BYTES = 12;

/**
 * Whether base64 read from `from` on holds twelve bytes of text in a row. Of each twelve it looks at the last ones
 * first, and goes on behind the one that is no text.
 */
export function holdsBase64Text(text: string, from: number, end: number): boolean {
  return holdsText(text, from, end, isBase64Text, 4, 3);
}

/** Whether hexadecimal read from `from` on does. */
export function holdsHexText(text: string, from: number, end: number): boolean {
  return holdsText(text, from, end, isHexText, 4, 2);
}

function holdsText(
  text: string,
  from: number,
  end: number,
  isText: (text: string, at: number) => boolean,
  characters: number,
  bytes: number,
): boolean {
  const length = (LEAST_BYTES / bytes) * characters;
  let start = from;
  while (start + length <= end) {
    let at = start + length - characters;
    while (at >= start && isText(text, at)) at -= characters;
    if (at < start) return true;
    start = at + characters;
  }
  return false;
}

/** Whether four characters of base64 are three bytes of text, and not padding of NUL alone. */
function isBase64Text(text: string, at: number): boolean {
  const first = sixBits(text, at);
  // No byte of ASCII begins like that: most words end here.
  if (first >= 32) return false;
  const bits =
    (first << 18) | (sixBits(text, at + 1) << 12) | (sixBits(text, at + 2) << 6) | sixBits(text, at + 3);
  return bits > 0 && isTextByte(bits >>> 16) && isTextByte((bits >>> 8) & 0xff) && isTextByte(bits & 0xff);
}

/** Whether four digits are two bytes of text. */
function isHexText(text: string, at: number): boolean {
  const high = (fourBits(text, at) << 4) | fourBits(text, at + 1);
  const low = (fourBits(text, at + 2) << 4) | fourBits(text, at + 3);
  return (high | low) > 0 && isTextByte(high) && isTextByte(low);
}

const sixBits = (text: string, at: number): number => valueIn(BASE64, text.charCodeAt(at));
const fourBits = (text: string, at: number): number => valueIn(HEX, text.charCodeAt(at));
const isTextByte = (byte: number): boolean => TEXT_BYTES[byte] === 1;
