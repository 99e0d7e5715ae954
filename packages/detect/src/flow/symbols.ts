import { CONFUSABLE_LETTERS } from '../normalise/confusable-letters.js';

/** A byte that is left out: secrets are found through separators, quotes and spaces. */
export const DROPPED = 254;
/** A byte that ends a run: what stands before and after it never stood together. */
export const BREAK = 255;
/** The byte that decoders write where a run ends. */
export const BREAK_BYTE = 1;

const FIRST_LETTER = 10;

/** Digits are 0–9, letters of either case 10–35: upper, lower and mixed case are one spelling. */
export const SYMBOL: Uint8Array = /* @__PURE__ */ symbolTable();

function symbolTable(): Uint8Array {
  const table = new Uint8Array(256).fill(DROPPED);
  for (let digit = 0; digit < 10; digit++) table[0x30 + digit] = digit;
  for (let letter = 0; letter < 26; letter++) {
    table[0x41 + letter] = FIRST_LETTER + letter;
    table[0x61 + letter] = FIRST_LETTER + letter;
  }
  table[BREAK_BYTE] = BREAK;
  return table;
}

/** The letter 13 places further; digits stay. */
export function rot13(symbol: number): number {
  return symbol < FIRST_LETTER ? symbol : FIRST_LETTER + ((symbol - FIRST_LETTER + 13) % 26);
}

/** Letters of tags, which nobody sees, and regional indicators, which are shown as flags. */
const TAGS_AND_FLAGS = /[\u{e0020}-\u{e007e}\u{1f1e6}-\u{1f1ff}]/gu;
const NOT_ASCII = /[^\0-\x7f]/;

/**
 * A text in which letters that only look different are plain ones: compatibility forms (full-width, mathematical,
 * enclosed, superscript), tags and flags, and look-alikes of other scripts. ASCII stays as it is.
 */
export function plainText(text: string): string {
  if (!NOT_ASCII.test(text)) return text;
  return text
    .replace(TAGS_AND_FLAGS, (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return String.fromCharCode(code >= 0xe0000 ? code - 0xe0000 : code - 0x1f1e6 + 0x61);
    })
    .normalize('NFKD')
    .replace(LIKENESS, (letter) => CONFUSABLE_LETTERS.get(letter.codePointAt(0) ?? 0) ?? letter);
}

/** Letters of other scripts that may stand for Latin ones: Greek, Cyrillic, Armenian, Cherokee and Latin beyond ASCII. */
const LIKENESS = /[\u0100-\u058f\u13a0-\u13ff\u1d00-\u1dbf\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uabbf]/g;

/** The symbols of a text, everything else left out. */
export function symbolsOf(text: string): Uint8Array {
  const plain = plainText(text);
  const symbols = new Uint8Array(plain.length);
  let length = 0;
  for (let at = 0; at < plain.length; at++) {
    const symbol = SYMBOL[plainByte(plain.charCodeAt(at))] ?? DROPPED;
    if (symbol < DROPPED) symbols[length++] = symbol;
  }
  return symbols.subarray(0, length);
}

/** ASCII stays, and all other characters are separators. */
export function plainByte(unit: number): number {
  return unit > 0x7e || unit === BREAK_BYTE ? 0x20 : unit;
}
