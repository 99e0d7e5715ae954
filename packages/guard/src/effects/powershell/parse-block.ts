import { parseTypeName } from './parse-primary.js';
import { atEnd, charAt, misread, nested, skipSpace, take, type Source } from './source.js';
import type { Block, Expression, Parameter } from './syntax.js';

const NO_BLOCK: Block = Object.freeze({ params: [], body: [], start: 0, end: 0 });

/** `{ … }` as a block; an empty one where none stands. */
export function parseBlock(source: Source): Block {
  skipSpace(source, true);
  if (charAt(source) !== '{') {
    misread(source);
    return NO_BLOCK;
  }
  source.at += 1;
  return nested(source, NO_BLOCK, () => parseBlockBody(source));
}

/** The rest of a block after its opening brace. */
export function parseBlockBody(source: Source): Block {
  const start = source.at;
  const params = parseParams(source);
  const body = source.grammar.body(source, '}');
  return { params, body, start, end: Math.max(start, source.at - 1) };
}

/** `param( … )` with its attributes, at the beginning of a block. */
function parseParams(source: Source): readonly Parameter[] {
  skipSpace(source, true);
  while (
    charAt(source) === '[' &&
    /\[\s*(?:cmdletbinding|parameter|alias|outputtype|diagnostics)/iy.test(
      source.text.slice(source.at, source.at + 40),
    )
  ) {
    parseTypeName(source);
    skipSpace(source, true);
  }
  if (take(source, /param\s*\(/iy) === null) return [];
  return nested<readonly Parameter[]>(source, [], () => parseParameterList(source));
}

/** Declared parameters up to the closing parenthesis. */
export function parseParameterList(source: Source): readonly Parameter[] {
  const params: Parameter[] = [];
  for (;;) {
    skipSpace(source, true);
    const char = charAt(source);
    if (char === ')' || atEnd(source)) {
      source.at += 1;
      return params;
    }
    if (char === ',') {
      source.at += 1;
    } else if (char === '[') {
      parseTypeName(source);
    } else {
      const name = take(source, /\$([\w\u00c0-\u2000\u3000-\uffff]+)/y)?.[1];
      if (name === undefined) {
        misread(source);
        continue;
      }
      skipSpace(source, true);
      let value: Expression | null = null;
      if (charAt(source) === '=') {
        source.at += 1;
        const first = source.grammar.expression(source);
        // Commas part parameters here.
        value = first.kind === 'list' ? (first.items[0] ?? null) : first;
        if (first.kind === 'list')
          for (const item of first.items.slice(1))
            if (item.kind === 'variable') params.push({ name: item.name, value: null });
      }
      params.push({ name: name.toLowerCase(), value });
    }
  }
}
