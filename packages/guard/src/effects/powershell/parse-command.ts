import { collectParts, escaped, expansion, isQuote, parseQuoted, EMPTY } from './parse-text.js';
import { parsePostfix, parsePrimary } from './parse-primary.js';
import {
  atEnd,
  charAt,
  countPart,
  DASHES,
  isBreak,
  isSpace,
  misread,
  skipSpace,
  take,
  type Source,
} from './source.js';
import type { Argument, Element, Expression, Redirect } from './syntax.js';

const ENDS = '(){};,|&<>';

function endsWord(char: string): boolean {
  return char === '' || isSpace(char) || isBreak(char) || ENDS.includes(char);
}

function endsCommand(char: string): boolean {
  return (
    char === '' ||
    isBreak(char) ||
    char === ';' ||
    char === '|' ||
    char === '&' ||
    char === ')' ||
    char === '}' ||
    char === ']'
  );
}

const PLAIN = /[\w./\\:*?=+%~^[\]!-]+/y;

/** A word without quotes and expansions, as most are. */
function plainWord(source: Source): Expression | null {
  const match = take(source, PLAIN);
  if (match === null) return null;
  if (endsWord(charAt(source))) return { kind: 'text', text: match[0], bare: true };
  source.at -= match[0].length;
  return null;
}

/** One word of a command, in which quotes and expansions may stand anywhere. */
export function parseWord(source: Source): Expression {
  countPart(source);
  const char = charAt(source);
  if (isQuote(char)) return parsePostfix(source, parseQuoted(source));
  const plain = plainWord(source);
  if (plain !== null) return plain;
  if (char === '(' || char === '{' || (char === '@' && /[({'"‘’“”]/.test(charAt(source, 1)))) {
    const operand = parsePrimary(source);
    if (operand !== null) return operand;
  }
  const parts = collectParts();
  if (char === '$') {
    const operand = parsePrimary(source);
    if (operand !== null) {
      if (endsWord(charAt(source))) return operand;
      parts.add(operand);
    }
  }
  while (!endsWord(charAt(source))) takePiece(source, parts);
  return parts.done(true);
}

function takePiece(source: Source, parts: ReturnType<typeof collectParts>): void {
  const char = charAt(source);
  if (char === '`') parts.text(escaped(source, true));
  else if (char === '$') parts.add(expansion(source));
  else if (isQuote(char)) parts.add(parseQuoted(source));
  else {
    parts.text(char);
    source.at += 1;
  }
}

/** A word and, after commas, those that make a list with it. */
function parseValue(source: Source): Expression {
  const items = [parseWord(source)];
  for (;;) {
    const before = source.at;
    skipSpace(source);
    if (charAt(source) !== ',') {
      source.at = before;
      break;
    }
    source.at += 1;
    skipSpace(source, true);
    if (endsWord(charAt(source)) && !/[({@]/.test(charAt(source))) break;
    items.push(parseWord(source));
  }
  return items.length === 1 ? (items[0] ?? EMPTY) : { kind: 'list', items };
}

const PARAMETER = /^[A-Za-z_?\u00c0-\u2000\u3000-\uffff][\w?\u00c0-\u2000\u3000-\uffff-]*$/;

/** A command: what is called, its arguments and redirections. */
export function parseCommand(source: Source, call: Element['call']): Element {
  const start = source.at;
  skipSpace(source);
  const head = parseWord(source);
  if (source.at === start) misread(source);
  const { args, redirects } = parseArguments(source);
  return { call, head, args, redirects, start, end: source.at };
}

function parseArguments(source: Source): { readonly args: Argument[]; readonly redirects: Redirect[] } {
  const args: Argument[] = [];
  const redirects: Redirect[] = [];
  let verbatim = false;
  for (;;) {
    skipSpace(source);
    const char = charAt(source);
    if (endsCommand(char) && !(char === ']' && !atEnd(source) && source.depth === 0))
      return { args, redirects };
    const redirect = parseRedirect(source);
    if (redirect !== null) {
      redirects.push(redirect);
      continue;
    }
    const before = source.at;
    if (!verbatim && source.text.startsWith('--%', source.at) && endsWord(charAt(source, 3))) {
      source.at += 3;
      verbatim = true;
      args.push(...parseVerbatim(source));
      continue;
    }
    const splat = take(
      source,
      /@([A-Za-z_\u00c0-\u2000\u3000-\uffff][\w\u00c0-\u2000\u3000-\uffff]*)(?![\w\\/.@-])/y,
    );
    if (splat !== null) {
      args.push({ kind: 'splat', name: (splat[1] ?? '').toLowerCase() });
    } else if (char !== '' && DASHES.includes(char)) {
      args.push(parseDashed(source));
    } else if (char === ',') {
      source.at += 1;
    } else {
      args.push({ kind: 'value', value: parseValue(source) });
    }
    if (source.at === before) misread(source);
  }
}

/** `-Name`, `-Name:value`, or a word of another program that begins with a dash. */
function parseDashed(source: Source): Argument {
  const parts = collectParts();
  let colon = -1;
  parts.text('-');
  source.at += 1;
  let name = '';
  while (!endsWord(charAt(source))) {
    const char = charAt(source);
    if (char === ':' && PARAMETER.test(name) && colon < 0) {
      colon = name.length;
      parts.text(':');
      source.at += 1;
      if (isSpace(charAt(source))) skipSpace(source);
      const value = parseValue(source);
      parts.add(value);
      return { kind: 'parameter', name, raw: parts.done(true), value };
    }
    if (char !== '`' && char !== '$' && !isQuote(char)) name += char;
    else if (char === '`') name += charAt(source, 1);
    takePiece(source, parts);
  }
  const raw = parts.done(true);
  return PARAMETER.test(name) && raw.kind === 'text'
    ? { kind: 'parameter', name, raw, value: null }
    : { kind: 'value', value: raw };
}

/** After `--%` everything up to the end of the line is passed as it stands. */
function parseVerbatim(source: Source): Argument[] {
  const match = take(source, /[^|\r\n]*/y);
  return (match?.[0] ?? '')
    .split(/\s+/)
    .filter((text) => text !== '')
    .map((text) => ({ kind: 'value', value: { kind: 'text', text: text.replaceAll('"', '') } }));
}

/** A redirection at the current place, or null. */
export function parseRedirect(source: Source): Redirect | null {
  countPart(source);
  const match = take(source, /[\d*]?>&\d|[\d*]?(>>?)|</y);
  if (match === null) return null;
  if (match[1] === undefined && match[0] !== '<') return { append: false, target: null };
  skipSpace(source);
  return {
    append: match[1] === '>>',
    target: match[0] === '<' ? (parseWord(source), null) : parseWord(source),
  };
}
