import { parseCommand, parseRedirect } from './parse-command.js';
import { parseExpression } from './parse-expression.js';
import { EMPTY } from './parse-text.js';
import { charAt, countPart, misread, nested, skipSpace, take, type Source } from './source.js';
import type { Element, Expression, Redirect, Statement } from './syntax.js';

/** Whether a statement is over here. */
export function endsStatement(source: Source): boolean {
  return /[;\r\n)}\]]|^$/.test(charAt(source));
}

/** Pipelines joined by `&&` and `||`. */
export function parseChain(source: Source): readonly Statement[] {
  const parts: Statement[] = [parsePipeline(source)];
  for (;;) {
    skipSpace(source);
    if (take(source, /&&|\|\|/y) === null) break;
    skipSpace(source, true);
    take(source, /(?:return|throw|exit)(?![\w.\\/:-])[ \t]*/iy);
    if (!endsStatement(source)) parts.push(parsePipeline(source));
  }
  return parts.length === 1 ? parts : [{ kind: 'chain', parts }];
}

function parsePipeline(source: Source): Statement {
  const elements: Element[] = [parseElement(source)];
  let background = false;
  for (;;) {
    skipSpace(source);
    const char = charAt(source);
    if (char === '|' && charAt(source, 1) !== '|') {
      source.at += 1;
      skipSpace(source, true);
      elements.push(parseElement(source));
    } else if (char === '&' && charAt(source, 1) !== '&') {
      source.at += 1;
      background = true;
    } else if (isContinued(source)) {
      skipSpace(source, true);
    } else {
      return { kind: 'pipeline', elements, background };
    }
  }
}

/** A pipe may begin the next line. */
function isContinued(source: Source): boolean {
  if (!/[\r\n]/.test(charAt(source))) return false;
  const next = /\s*/y;
  next.lastIndex = source.at;
  const blank = next.exec(source.text)?.[0].length ?? 0;
  const at = source.at + blank;
  return source.text[at] === '|' && source.text[at + 1] !== '|';
}

const BEGINS_EXPRESSION =
  /[$'"‘’‚‛“”„(@[{!,]|\d|[+]|[-–—―](?:\d|[$(]|not\b|bnot\b|join\b|[ci]?split\b|[-–—―]\$)/iy;
const NUMBER_ALONE = /(?:0x[\da-f]+|\d+(?:\.\d+)?)(?:[kmgtp]b)?(?=[\s;|&)}\],+*/%-]|\.\.|$)/iy;
const ASSIGNMENT = /(?:\?\?|[-+*/%])?=(?!=)/y;

function parseElement(source: Source): Element {
  countPart(source);
  skipSpace(source);
  const char = charAt(source);
  if (char === '&') {
    source.at += 1;
    return parseCommand(source, '&');
  }
  if (char === '.' && /[\s$'"(&{]/.test(charAt(source, 1))) {
    source.at += 1;
    return parseCommand(source, '.');
  }
  BEGINS_EXPRESSION.lastIndex = source.at;
  NUMBER_ALONE.lastIndex = source.at;
  const digit = /\d/.test(char);
  if (!(digit ? NUMBER_ALONE.test(source.text) : BEGINS_EXPRESSION.test(source.text)))
    return parseCommand(source, null);
  const start = source.at;
  let head = parseExpression(source);
  skipSpace(source);
  const operator = take(source, ASSIGNMENT)?.[0];
  if (operator !== undefined) {
    skipSpace(source, true);
    const target = head;
    head = nested(source, EMPTY, (): Expression => ({
      kind: 'assign',
      target,
      operator,
      value: source.grammar.statement(source),
    }));
  }
  const redirects: Redirect[] = [];
  for (;;) {
    skipSpace(source);
    const redirect = parseRedirect(source);
    if (redirect === null) break;
    redirects.push(redirect);
  }
  skipSpace(source);
  // Words after an expression: nothing that PowerShell itself would read.
  if (!/[;|&)}\]\r\n,]|^$/.test(charAt(source))) misread(source);
  return { call: '', head, args: [], redirects, start, end: source.at };
}
