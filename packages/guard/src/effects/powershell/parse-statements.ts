import { LIMITS } from '../shell/limits.js';
import { parseBlock, parseBlockBody } from './parse-block.js';
import {
  parseForEach,
  parseFunction,
  parseGroup,
  parseIf,
  parseLoop,
  parseSwitch,
  parseTry,
} from './parse-control.js';
import { parseExpression } from './parse-expression.js';
import { endsStatement, parseChain } from './parse-pipeline.js';
import { atEnd, charAt, misread, nested, skipSpace, take, type Grammar, type Source } from './source.js';
import type { Script, Statement } from './syntax.js';

const GRAMMAR: Grammar = {
  body: parseBody,
  statement: (source) => parseStatement(source),
  expression: (source) => parseExpression(source),
  block: (source) => ({ kind: 'block', block: parseBlockBody(source) }),
};

/** Parses PowerShell text. Never throws; what is not understood is noted and the rest is read all the same. */
export function parsePowerShell(text: string): Script {
  const source: Source = {
    text,
    at: 0,
    depth: 0,
    unread: -1,
    tooDeep: false,
    parts: LIMITS.parts * 2,
    grammar: GRAMMAR,
  };
  const body: Statement[] = [];
  while (!atEnd(source)) {
    body.push(...parseBody(source, ''));
    // A closing bracket that nothing opened.
    if (!atEnd(source)) misread(source);
  }
  const block = { params: [], body, start: 0, end: text.length };
  return { block, unread: source.unread, tooDeep: source.tooDeep, tooLarge: source.parts < 0 };
}

function parseBody(source: Source, closer: string): readonly Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    skipSpace(source, true);
    const char = charAt(source);
    if (char === ';') {
      source.at += 1;
      continue;
    }
    if (atEnd(source)) {
      if (closer !== '') misread(source);
      return statements;
    }
    if (char === closer) {
      source.at += 1;
      return statements;
    }
    if (char === ')' || char === '}' || char === ']') {
      if (closer === '') return statements;
      misread(source);
      continue;
    }
    const before = source.at;
    statements.push(...parseStatement(source));
    if (source.at === before) misread(source);
  }
}

const KEYWORD =
  /(if|while|until|for|foreach|do|switch|function|filter|workflow|configuration|try|trap|return|throw|exit|break|continue|begin|process|end|dynamicparam|clean|class|enum|using|data|parallel|sequence|inlinescript)(?![\w.\\/:-])/iy;

function parseStatement(source: Source): readonly Statement[] {
  take(source, /:[A-Za-z]\w*[ \t]+(?=(?:while|for|foreach|do|switch)\b)/iy);
  const before = source.at;
  const keyword = take(source, KEYWORD)?.[1]?.toLowerCase();
  switch (keyword) {
    case 'if':
      return nested<readonly Statement[]>(source, [], () => [parseIf(source)]);
    case 'while':
    case 'for':
      return nested<readonly Statement[]>(source, [], () => [parseLoop(source)]);
    case 'do': {
      const body = parseBlock(source);
      skipSpace(source, true);
      take(source, /while|until/iy);
      return [{ kind: 'loop', head: parseGroup(source), endless: false, body }];
    }
    case 'foreach':
      return nested<readonly Statement[]>(source, [], () => [parseForEach(source)]);
    case 'switch':
      return nested<readonly Statement[]>(source, [], () => [parseSwitch(source)]);
    case 'function':
    case 'filter':
    case 'workflow':
    case 'configuration':
      return parseFunction(source);
    case 'try':
      return [parseTry(source)];
    case 'trap':
      take(source, /\s*\[[^\]]*\]/y);
      return [{ kind: 'branches', conditions: [], bodies: [parseBlock(source)], complete: false }];
    case 'return':
    case 'throw':
    case 'exit':
      skipSpace(source);
      return endsStatement(source) ? [] : parseChain(source);
    case 'break':
    case 'continue':
      take(source, /[ \t]+\w+/y);
      return [];
    case 'begin':
    case 'process':
    case 'end':
    case 'dynamicparam':
    case 'clean':
    case 'parallel':
    case 'sequence':
    case 'inlinescript': {
      skipSpace(source, true);
      if (charAt(source) === '{') return parseBlock(source).body;
      break;
    }
    case 'using':
      take(source, /[^\r\n;]*/y);
      return [];
    case 'data':
    case 'class':
    case 'enum':
      // Code of classes runs when somebody calls it; nobody here can tell when.
      if (keyword !== 'enum') misread(source);
      take(source, /[^{\r\n]*/y);
      parseBlock(source);
      return [];
    case undefined:
      break;
  }
  source.at = before;
  return parseChain(source);
}
