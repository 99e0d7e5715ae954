import {
  atEnd,
  charAt,
  countPart,
  DOUBLE_QUOTES,
  misread,
  nested,
  SINGLE_QUOTES,
  take,
  type Source,
} from './source.js';
import type { Expression } from './syntax.js';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '',
  a: '',
  b: '',
  f: '',
  v: '',
};

export const EMPTY: Expression = Object.freeze({ kind: 'text', text: '' });

/** What a backtick and the character after it stand for. Consumes both. */
export function escaped(source: Source, plain: boolean): string {
  const char = charAt(source, 1);
  source.at += 2;
  if (char === 'u' && charAt(source) === '{') {
    const digits = take(source, /\{([0-9a-fA-F]{1,6})\}/y)?.[1];
    const code = digits === undefined ? -1 : Number.parseInt(digits, 16);
    return code < 0 || code > 0x10ffff ? '' : String.fromCodePoint(code);
  }
  // Inside a word nobody writes a control character; a letter there is only taken apart.
  return plain ? char : (ESCAPES[char] ?? char);
}

/** `'…'` with `''` for a quote. */
function parseSingle(source: Source): Expression {
  source.at += 1;
  let text = '';
  while (!atEnd(source)) {
    const char = charAt(source);
    source.at += 1;
    if (!SINGLE_QUOTES.includes(char)) text += char;
    else if (charAt(source) !== '' && SINGLE_QUOTES.includes(charAt(source))) {
      text += "'";
      source.at += 1;
    } else return { kind: 'text', text };
  }
  misread(source);
  return { kind: 'text', text };
}

/** Collects literal text and expansions in order. */
export interface Parts {
  text(text: string): void;
  add(part: Expression): void;
  done(bare: boolean): Expression;
}

export function collectParts(): Parts {
  const parts: Expression[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
  };
  return {
    text(text) {
      literal += text;
    },
    add(part) {
      if (part.kind === 'text') {
        literal += part.text;
        return;
      }
      flush();
      parts.push(part);
    },
    done(bare) {
      if (parts.length === 0) return { kind: 'text', text: literal, ...(bare ? { bare } : {}) };
      flush();
      return { kind: 'parts', parts, ...(bare ? { bare } : {}) };
    },
  };
}

/** `"…"` with expansions, backtick escapes, and `""` for a quote. */
function parseDouble(source: Source): Expression {
  source.at += 1;
  return nested(source, EMPTY, () => {
    const parts = collectParts();
    while (!atEnd(source)) {
      const char = charAt(source);
      if (char === '`') {
        parts.text(escaped(source, false));
      } else if (char === '$') {
        parts.add(expansion(source));
      } else if (DOUBLE_QUOTES.includes(char)) {
        const next = charAt(source, 1);
        if (next === '' || !DOUBLE_QUOTES.includes(next)) {
          source.at += 1;
          return parts.done(false);
        }
        parts.text('"');
        source.at += 2;
      } else {
        parts.text(char);
        source.at += 1;
      }
    }
    misread(source);
    return parts.done(false);
  });
}

/** `@'` or `@"` up to a line that begins with the closing mark. Null when no here-string begins here. */
export function parseHereString(source: Source): Expression | null {
  const open = /@(['"‘’‚‛“”„])[ \t]*\r?\n/y;
  open.lastIndex = source.at;
  const match = open.exec(source.text);
  if (match === null) return null;
  const single = SINGLE_QUOTES.includes(match[1] ?? '');
  const body = source.at + match[0].length;
  const close = single ? /(?:\r?\n|^)['‘’‚‛]@/g : /(?:\r?\n|^)["“”„]@/g;
  close.lastIndex = body - 1;
  const end = close.exec(source.text);
  if (end === null) {
    source.at = source.text.length;
    misread(source);
    return { kind: 'text', text: source.text.slice(body) };
  }
  const text = source.text.slice(body, Math.max(body, end.index));
  source.at = end.index + end[0].length;
  if (single) return { kind: 'text', text };
  return nested(source, EMPTY, () => {
    const inner: Source = { ...source, text, at: 0 };
    const parts = collectParts();
    while (!atEnd(inner)) {
      const char = charAt(inner);
      if (char === '`') parts.text(escaped(inner, false));
      else if (char === '$') parts.add(expansion(inner));
      else {
        parts.text(char);
        inner.at += 1;
      }
    }
    if (inner.unread >= 0 && source.unread < 0) source.unread = body;
    source.tooDeep ||= inner.tooDeep;
    source.parts = inner.parts;
    return parts.done(false);
  });
}

const NAME =
  /\$(?:(?:(?:global|script|local|private|using|variable):)?((?:[A-Za-z]+:)?[A-Za-z_0-9\u00c0-\u2000\u3000-\uffff]+)|([?^$]))/iy;
const BRACED = /\$\{(?:(?:global|script|local|private|using|variable):)?([^}`]{1,300})\}/iy;

/** A variable at `$`; null when none begins here. */
export function parseVariable(source: Source): Expression | null {
  const braced = take(source, BRACED);
  if (braced !== null) return { kind: 'variable', name: (braced[1] ?? '').toLowerCase() };
  const match = take(source, NAME);
  if (match === null) return null;
  return { kind: 'variable', name: (match[1] ?? match[2] ?? '').toLowerCase() };
}

/** `$name` or `$( … )` inside a string or word; a `$` before anything else is itself. */
export function expansion(source: Source): Expression {
  countPart(source);
  if (charAt(source, 1) === '(') {
    source.at += 2;
    return nested(source, EMPTY, () => ({
      kind: 'body',
      body: source.grammar.body(source, ')'),
      list: false,
    }));
  }
  const variable = parseVariable(source);
  if (variable !== null) return variable;
  source.at += 1;
  return { kind: 'text', text: '$' };
}

export function isQuote(char: string): boolean {
  return char !== '' && (SINGLE_QUOTES.includes(char) || DOUBLE_QUOTES.includes(char));
}

/** A quoted string of either kind at the current place. */
export function parseQuoted(source: Source): Expression {
  return SINGLE_QUOTES.includes(charAt(source)) ? parseSingle(source) : parseDouble(source);
}
