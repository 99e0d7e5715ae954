import { parseBlock, parseParameterList } from './parse-block.js';
import { parseWord } from './parse-command.js';
import { parseTypeName } from './parse-primary.js';
import { atEnd, charAt, misread, nested, skipSpace, take, type Source } from './source.js';
import type { Block, Expression, Parameter, Statement } from './syntax.js';

/** `( … )` after a keyword. */
export function parseGroup(source: Source): readonly Statement[] {
  skipSpace(source, true);
  if (charAt(source) !== '(') {
    misread(source);
    return [];
  }
  source.at += 1;
  return nested<readonly Statement[]>(source, [], () => source.grammar.body(source, ')'));
}

export function parseIf(source: Source): Statement {
  const conditions = [parseGroup(source)];
  const bodies = [parseBlock(source)];
  for (;;) {
    const before = source.at;
    skipSpace(source, true);
    if (take(source, /elseif(?![\w-])/iy) !== null) {
      conditions.push(parseGroup(source));
      bodies.push(parseBlock(source));
    } else if (take(source, /else(?![\w-])/iy) !== null) {
      bodies.push(parseBlock(source));
      return { kind: 'branches', conditions, bodies, complete: true };
    } else {
      source.at = before;
      return { kind: 'branches', conditions, bodies, complete: false };
    }
  }
}

export function parseLoop(source: Source): Statement {
  const head = parseGroup(source);
  skipSpace(source, true);
  const [only] = head;
  const endless =
    head.length === 0 ||
    (head.length === 1 &&
      only?.kind === 'pipeline' &&
      isTrue(only.elements[0]?.head) &&
      only.elements.length === 1);
  return { kind: 'loop', head, endless, body: parseBlock(source) };
}

function isTrue(expression: Expression | undefined): boolean {
  return (
    (expression?.kind === 'variable' && expression.name === 'true') ||
    (expression?.kind === 'text' && expression.number === true && expression.text !== '0')
  );
}

export function parseForEach(source: Source): Statement {
  take(source, /\s*-parallel\b/iy);
  skipSpace(source, true);
  const head = take(
    source,
    /\(\s*(?:\[[^\]]{0,100}\]\s*)?\$([\w\u00c0-\u2000\u3000-\uffff]{1,200})\s+in\s/iy,
  );
  if (head === null) {
    misread(source);
    return { kind: 'pipeline', elements: [], background: false };
  }
  const list = nested<readonly Statement[]>(source, [], () => source.grammar.body(source, ')'));
  return { kind: 'foreach', name: (head[1] ?? '').toLowerCase(), list, body: parseBlock(source) };
}

export function parseSwitch(source: Source): Statement {
  take(source, /(?:\s+-(?:regex|wildcard|exact|casesensitive|parallel))+/iy);
  const subject = parseGroup(source);
  const bodies: Block[] = [];
  skipSpace(source, true);
  if (charAt(source) === '{') source.at += 1;
  for (;;) {
    skipSpace(source, true);
    if (atEnd(source)) break;
    if (charAt(source) === '}') {
      source.at += 1;
      break;
    }
    const before = source.at;
    parseWord(source);
    bodies.push(parseBlock(source));
    if (source.at === before) misread(source);
  }
  return { kind: 'branches', conditions: [subject], bodies, complete: false };
}

export function parseFunction(source: Source): readonly Statement[] {
  skipSpace(source);
  const name = take(source, /[^\s({]+/y)?.[0] ?? '';
  skipSpace(source, true);
  let params: readonly Parameter[] = [];
  if (charAt(source) === '(') {
    source.at += 1;
    params = nested<readonly Parameter[]>(source, [], () => parseParameterList(source));
  }
  const block = parseBlock(source);
  const plain = name.replace(/^(?:global|script|local|private):/i, '').toLowerCase();
  return [{ kind: 'function', name: plain, block: params.length === 0 ? block : { ...block, params } }];
}

export function parseTry(source: Source): Statement {
  const body = parseBlock(source);
  const handlers: Block[] = [];
  for (;;) {
    const before = source.at;
    skipSpace(source, true);
    if (take(source, /catch(?![\w-])/iy) !== null) {
      skipSpace(source, true);
      while (charAt(source) === '[' || charAt(source) === ',') {
        if (charAt(source) === ',') source.at += 1;
        else parseTypeName(source);
        skipSpace(source, true);
      }
      handlers.push(parseBlock(source));
    } else if (take(source, /finally(?![\w-])/iy) !== null) {
      return { kind: 'try', body, handlers, last: parseBlock(source) };
    } else {
      source.at = before;
      return { kind: 'try', body, handlers, last: null };
    }
  }
}
