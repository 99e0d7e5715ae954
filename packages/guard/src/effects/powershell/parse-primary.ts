import { expansion, isQuote, parseHereString, parseQuoted, parseVariable, EMPTY } from './parse-text.js';
import { atEnd, charAt, countPart, misread, nested, skipSpace, take, type Source } from './source.js';
import type { Expression, Statement, TableEntry } from './syntax.js';

const NUMBER = /(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:[kmgtp]b|[ldusy]{1,2})?(?![\w\\/:-])/iy;
const MEMBER_NAME = /[A-Za-z_\u00c0-\u2000\u3000-\uffff][\w\u00c0-\u2000\u3000-\uffff]*/y;
const LONGEST_TYPE = 400;

/** An operand with what is looked up on it. Null when none begins here. */
export function parsePrimary(source: Source): Expression | null {
  const first = parseOperand(source);
  return first === null ? null : parsePostfix(source, first);
}

function parseOperand(source: Source): Expression | null {
  countPart(source);
  const char = charAt(source);
  if (char === '$') return charAt(source, 1) === '(' ? expansion(source) : parseVariable(source);
  if (isQuote(char)) return parseQuoted(source);
  if (char === '(') return parseBody(source, 1, false);
  if (char === '{') {
    source.at += 1;
    return nested(source, EMPTY, () => source.grammar.block(source));
  }
  if (char === '@') {
    const next = charAt(source, 1);
    if (next === '(') return parseBody(source, 2, true);
    if (next === '{') return parseTable(source);
    return parseHereString(source) ?? parseSplatted(source);
  }
  if (char === '[') return { kind: 'type', name: parseTypeName(source) };
  const number = take(source, NUMBER);
  return number === null ? null : { kind: 'text', text: number[0], number: true };
}

function parseSplatted(source: Source): Expression | null {
  const match = take(source, /@([\w\u00c0-\u2000\u3000-\uffff]+)/y);
  return match === null ? null : { kind: 'variable', name: (match[1] ?? '').toLowerCase() };
}

function parseBody(source: Source, opening: number, list: boolean): Expression {
  source.at += opening;
  return nested(source, EMPTY, () => ({ kind: 'body', body: source.grammar.body(source, ')'), list }));
}

/** The text between `[` and its `]`, without blanks. */
export function parseTypeName(source: Source): string {
  const start = source.at;
  let open = 0;
  while (!atEnd(source) && source.at - start < LONGEST_TYPE) {
    const char = charAt(source);
    source.at += 1;
    if (char === '[') open += 1;
    if (char === ']') {
      open -= 1;
      if (open === 0)
        return source.text
          .slice(start + 1, source.at - 1)
          .replaceAll(/[\s`]/g, '')
          .toLowerCase()
          .replace(/^system\./, '');
    }
  }
  misread(source);
  return '';
}

/** `@{ key = value; … }`. */
function parseTable(source: Source): Expression {
  source.at += 2;
  return nested(source, EMPTY, () => {
    const entries: TableEntry[] = [];
    for (;;) {
      skipSpace(source, true);
      const char = charAt(source);
      if (char === ';' || char === ',') {
        source.at += 1;
      } else if (char === '}') {
        source.at += 1;
        return { kind: 'table', entries };
      } else if (atEnd(source)) {
        misread(source);
        return { kind: 'table', entries };
      } else {
        const before = source.at;
        const word = take(source, /[A-Za-z_0-9\u00c0-\u2000\u3000-\uffff][\w\u00c0-\u2000\u3000-\uffff-]*/y);
        const key: Expression =
          word === null ? (parsePrimary(source) ?? EMPTY) : { kind: 'text', text: word[0] };
        skipSpace(source);
        let value: readonly Statement[] = [];
        if (charAt(source) === '=') {
          source.at += 1;
          skipSpace(source, true);
          value = source.grammar.statement(source);
        }
        entries.push({ key, value });
        if (source.at === before) misread(source);
      }
    }
  });
}

/** `.name`, `::name`, `.name( … )` and `[ … ]` after an operand. */
export function parsePostfix(source: Source, operand: Expression): Expression {
  let left = operand;
  for (let steps = 0; steps < 1000; steps += 1) {
    const char = charAt(source);
    if (char === '[') {
      source.at += 1;
      const target = left;
      left = nested(source, EMPTY, (): Expression => {
        const body = source.grammar.body(source, ']');
        return { kind: 'index', target, index: { kind: 'body', body, list: false } };
      });
      continue;
    }
    const access = take(source, /(?:\?\.|\.(?!\.)|::)(?=[A-Za-z_$"'({‘’“”\u00c0-\u2000\u3000-\uffff])/y);
    if (access === null) {
      if (/\+\+|--/y.test(source.text.slice(source.at, source.at + 2))) {
        source.at += 2;
        left = { kind: 'unary', operator: '++', operand: left };
        continue;
      }
      return left;
    }
    const word = take(source, MEMBER_NAME);
    const name: Expression =
      word === null ? (parseOperand(source) ?? EMPTY) : { kind: 'text', text: word[0] };
    left = { kind: 'member', target: left, name, args: parseArgs(source) };
  }
  return left;
}

function parseArgs(source: Source): readonly Expression[] | null {
  if (charAt(source) !== '(') return null;
  source.at += 1;
  return nested<readonly Expression[]>(source, [], () => {
    const args: Expression[] = [];
    for (;;) {
      skipSpace(source, true);
      const char = charAt(source);
      if (char === ')') {
        source.at += 1;
        return args;
      }
      if (char === ',') {
        source.at += 1;
        continue;
      }
      if (atEnd(source)) {
        misread(source);
        return args;
      }
      const before = source.at;
      const argument = source.grammar.expression(source);
      // A comma between arguments is no list.
      if (argument.kind === 'list') args.push(...argument.items);
      else args.push(argument);
      if (source.at === before) misread(source);
    }
  });
}
