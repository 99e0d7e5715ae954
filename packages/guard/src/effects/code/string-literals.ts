import { UNKNOWN } from '../paths/locate.js';

const ESCAPED = /\\(?:x([0-9a-fA-F]{2})|u\{?([0-9a-fA-F]{1,6})\}?|([0-7]{1,3})|([\s\S]))/g;
const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '' };
const MAX_LITERAL = 8 * 1024;

/** A string literal at a position of program text: its value, and where it ends. Null when there is none. */
function literalAt(code: string, at: number): { readonly value: string; readonly end: number } | null {
  const quote = code[at];
  if (quote !== '"' && quote !== "'" && quote !== '`') return null;
  const triple = quote + quote + quote;
  const fence = code.startsWith(triple, at) ? triple : quote;
  let i = at + fence.length;
  const limit = Math.min(code.length, at + MAX_LITERAL);
  while (i < limit && !code.startsWith(fence, i)) i += code[i] === '\\' ? 2 : 1;
  if (i >= limit) return null;
  return { value: unescaped(code.slice(at + fence.length, i)), end: i + fence.length };
}

/** What joins two literals: `+` and `..`, `.`, or nothing but space where the language allows it. */
const JOINT = /\s*(?:\+|\.\.?(?=\s*["'`$@\w])|(?=["']))\s*/y;

/** Methods by which a text runs as it is. */
const RUNS_ITSELF = /^\s*\.\s*(?:execute\b|!)/;

/** A literal and those joined to it; `UNKNOWN` stands for what is joined to it and is no literal. */
export function concatenatedAt(
  code: string,
  at: number,
): { readonly value: string; readonly end: number } | null {
  const first = literalAt(code, at);
  if (first === null) return null;
  let { value, end } = first;
  for (let round = 0; round < 64; round += 1) {
    JOINT.lastIndex = end;
    const joint = JOINT.exec(code);
    if (joint === null || RUNS_ITSELF.test(code.slice(end, end + 20))) break;
    const next = literalAt(code, end + joint[0].length);
    // A method of the literal, such as `"…".format(x)`, makes something of it that is not known.
    if (next === null) return { value: value + UNKNOWN, end };
    value += next.value;
    end = next.end;
  }
  return { value, end };
}

/** All string literals from a position up to the closing bracket or parenthesis, at most 64. */
export function literalsFrom(code: string, at: number): readonly string[] {
  const found: string[] = [];
  let i = at;
  while (i < code.length && found.length < 64) {
    const char = code[i];
    if (char === ']' || char === ')') break;
    const literal = literalAt(code, i);
    if (literal === null) {
      i += 1;
      continue;
    }
    found.push(literal.value);
    i = literal.end;
  }
  return found;
}

function unescaped(text: string): string {
  return text.replace(ESCAPED, (_whole, hex?: string, unicode?: string, octal?: string, plain?: string) => {
    const digits = hex ?? unicode;
    if (digits !== undefined) {
      const code = Number.parseInt(digits, 16);
      return code > 0x10ffff ? '' : String.fromCodePoint(code);
    }
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return plain === undefined ? '' : (NAMED[plain] ?? plain);
  });
}
