import { EMPTY } from './parse-text.js';
import { parsePostfix, parsePrimary, parseTypeName } from './parse-primary.js';
import { charAt, DASHES, misread, nested, skipSpace, take, type Source } from './source.js';
import type { Expression } from './syntax.js';

/** How tightly operators bind; all that are missing compare and stand at 3. */
const BINDING: Readonly<Record<string, number>> = {
  and: 1,
  or: 1,
  xor: 1,
  band: 2,
  bor: 2,
  bxor: 2,
  '??': 2,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  f: 6,
  '..': 7,
};
const COMPARING = 3;
const NAMED =
  /[-–—―]((?:[ci]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|in|notin|replace|split))|join|and|or|xor|band|bor|bxor|shl|shr|is|isnot|as|f)(?![A-Za-z0-9_])/iy;
const SIGN = /\.\.|\?\?(?!=)|[+*/%](?![=+])|[-–—―](?![=A-Za-z–—―-])/y;
const UNARY_WORD = /[-–—―](not|bnot|join|[ci]?split)(?![A-Za-z0-9_])/iy;

/** An expression whose operators all bind at least as tightly as `least`. */
export function parseExpression(source: Source, least = 0): Expression {
  return nested(source, EMPTY, () => {
    let left = parseUnary(source);
    for (;;) {
      skipSpace(source);
      const before = source.at;
      const named = take(source, NAMED);
      const sign = named === null ? take(source, SIGN) : null;
      if (named === null && sign === null) return left;
      const given = (named?.[1] ?? sign?.[0] ?? '').toLowerCase();
      const operator = DASHES.includes(given)
        ? '-'
        : given.replace(/^[ci](?=(?:replace|split|eq|ne|like|match|in|contains)$)/, '');
      const binding = BINDING[operator] ?? COMPARING;
      if (binding < least) {
        source.at = before;
        return left;
      }
      skipSpace(source, true);
      left = { kind: 'binary', operator, left, right: parseExpression(source, binding + 1) };
    }
  });
}

function parseUnary(source: Source): Expression {
  skipSpace(source);
  const word = take(source, UNARY_WORD);
  if (word !== null) {
    const operator = (word[1] ?? '').toLowerCase().replace(/^[ci]/, '');
    return nested(source, EMPTY, () => ({ kind: 'unary', operator, operand: parseUnary(source) }));
  }
  return parseList(source);
}

/** `a, b, c`: a comma binds more tightly than almost everything. */
function parseList(source: Source): Expression {
  if (charAt(source) === ',') {
    source.at += 1;
    return { kind: 'list', items: [parsePrefixed(source)] };
  }
  const first = parsePrefixed(source);
  const items = [first];
  for (;;) {
    const before = source.at;
    skipSpace(source);
    if (charAt(source) !== ',') {
      source.at = before;
      return items.length === 1 ? first : { kind: 'list', items };
    }
    source.at += 1;
    skipSpace(source, true);
    items.push(parsePrefixed(source));
  }
}

/** Signs and casts before an operand. */
function parsePrefixed(source: Source): Expression {
  skipSpace(source);
  const char = charAt(source);
  if (char === '!') {
    source.at += 1;
    return nested(source, EMPTY, () => ({ kind: 'unary', operator: 'not', operand: parsePrefixed(source) }));
  }
  if (take(source, /\+\+|--/y) !== null)
    return nested(source, EMPTY, () => ({ kind: 'unary', operator: '++', operand: parsePrefixed(source) }));
  if (char === '+' || (char !== '' && DASHES.includes(char) && /[\d$(.]/.test(charAt(source, 1)))) {
    source.at += 1;
    const operator = char === '+' ? '+' : '-';
    return nested(source, EMPTY, () => ({ kind: 'unary', operator, operand: parsePrefixed(source) }));
  }
  if (char === '[') {
    const name = parseTypeName(source);
    const before = source.at;
    if (!source.text.startsWith('::', source.at)) {
      skipSpace(source);
      if (/[$'"‘’“”(@[{\d.+\-!,]/.test(charAt(source)) && charAt(source) !== '') {
        return nested(source, EMPTY, () => ({ kind: 'cast', type: name, operand: parsePrefixed(source) }));
      }
      source.at = before;
    }
    return parsePostfix(source, { kind: 'type', name });
  }
  const operand = parsePrimary(source);
  if (operand !== null) return operand;
  if (!/[)\]};,|&\n\r]/.test(char) && char !== '') misread(source);
  return EMPTY;
}
