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

/** The symbols of a text, everything else left out. */
export function symbolsOf(text: string): Uint8Array {
  const symbols = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const symbol = SYMBOL[plainByte(text.charCodeAt(at))] ?? DROPPED;
    if (symbol < DROPPED) symbols[length++] = symbol;
  }
  return symbols.subarray(0, length);
}

/** ASCII stays, full-width forms become ASCII, and all other characters are separators. */
export function plainByte(unit: number): number {
  if (unit >= 0xff01 && unit <= 0xff5e) return unit - 0xfee0;
  return unit > 0x7e || unit === BREAK_BYTE ? 0x20 : unit;
}
