import type { Decoder } from './decoded.js';
import { rewritingDecoder, type Rewriting, type Rewritten } from './rewriting.js';

/** What a letter behind a backslash stands for in JSON, C, JavaScript, Python and shells. */
const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  e: '\u001b',
  E: '\u001b',
  // In JSON these stand for themselves.
  '"': '"',
  '/': '/',
  '\\': '\\',
};
/** By the code of the character behind the backslash. */
const BEHIND_BACKSLASH: readonly (Rewritten | undefined)[] = Array.from({ length: 0x80 }, (_, code) => {
  const by = LETTERS[String.fromCharCode(code)];
  return by === undefined ? undefined : { length: 2, by };
});
const NUMBERED = /\\(?:u\{0{0,4}([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([0-3][0-7]{2}|0))/iy;

const ENTITIES: Readonly<Record<string, number>> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39, nbsp: 32 };
const REFERENCE = /&(?:#x0{0,8}([0-9a-f]{1,6})|#0{0,8}(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));/iy;

/** The ways in which formats write characters by other ones. To add one, add it here. */
const ESCAPES: readonly Rewriting[] = [
  {
    encoding: 'url',
    next: (text, from) => text.indexOf('%', from),
    read(text, at) {
      const high = digitOf(text.charCodeAt(at + 1));
      const low = digitOf(text.charCodeAt(at + 2));
      return high < 0 || low < 0 ? null : { length: 3, by: String.fromCharCode(high * 16 + low) };
    },
  },
  {
    encoding: 'json',
    next: (text, from) => text.indexOf('\\', from),
    read(text, at) {
      const short = BEHIND_BACKSLASH[text.charCodeAt(at + 1)];
      if (short !== undefined) return short;
      const sign = text.charAt(at + 1);
      if (sign !== 'u' && sign !== 'x' && sign !== 'U' && sign !== 'X' && !isOctal(sign)) return null;
      const found = matchAt(NUMBERED, text, at);
      if (found === null) return null;
      const [all, braced, four, two, octal] = found;
      const code = octal === undefined ? parseInt(braced ?? four ?? two ?? '', 16) : parseInt(octal, 8);
      return rewritten(all, code);
    },
  },
  {
    encoding: 'html',
    next: (text, from) => text.indexOf('&', from),
    read(text, at) {
      const found = matchAt(REFERENCE, text, at);
      if (found === null) return null;
      const [all, hex, decimal, name] = found;
      if (name !== undefined) return rewritten(all, ENTITIES[name.toLowerCase()] ?? 32);
      return rewritten(all, hex === undefined ? Number(decimal) : parseInt(hex, 16));
    },
  },
];

/** Percent escapes, backslash escapes of JSON and of programming languages, character references. */
export const ESCAPE_DECODERS: readonly Decoder[] = ESCAPES.map(rewritingDecoder);

const isOctal = (sign: string): boolean => sign >= '0' && sign <= '3';

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function rewritten({ length }: string, code: number): Rewritten {
  return { length, by: code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd' };
}

/** The value of a hexadecimal digit; -1 for others. */
function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
