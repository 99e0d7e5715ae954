const ESCAPE =
  /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|0([0-7]{1,3})|([0-7]{1,3})|([abefnrtv\\"'?]))/g;
const NAMED: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '?': '?',
};
const HIGHEST = 0x10ffff;

/** Backslash escapes of `printf` and `echo -e`: named, octal, hexadecimal and Unicode. */
export function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    ESCAPE,
    (whole, hex?: string, short?: string, long?: string, zero?: string, octal?: string, named?: string) => {
      if (named !== undefined) return NAMED[named] ?? whole;
      const digits = hex ?? short ?? long;
      const code =
        digits === undefined ? Number.parseInt(zero ?? octal ?? '0', 8) : Number.parseInt(digits, 16);
      return code > HIGHEST ? whole : String.fromCodePoint(code);
    },
  );
}
