import type { Budget } from './evaluation.js';
import { bad } from '../rule-shape.js';
import { compileLinearPattern } from '../../matching/linear-pattern.js';
import type { JsonData } from './json-data.js';

// What ECMAScript calls white space; RE2 knows only five of them.
const SPACE =
  '\\t\\n\\x0b\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const NOT_END_OF_LINE = '[^\\n\\r\\x{2028}\\x{2029}]';

/** A pattern of a schema, in linear time. */
export interface SchemaPattern {
  readonly source: string;
  occursIn(text: string, budget: Budget): boolean;
}

/**
 * Compiles the pattern of a JSON Schema. Such patterns are written for ECMAScript: `\s` and `.` mean there
 * what they mean here.
 *
 * @throws SentinelError `INVALID_CONFIG` for a pattern that does not parse, or that needs backtracking.
 */
export function compileEcmaPattern(value: JsonData, where: string): SchemaPattern {
  if (typeof value !== 'string') throw bad(where, 'a pattern', value);
  // The empty pattern occurs everywhere.
  const pattern = value === '' ? null : compileLinearPattern(forRe2(value), where);
  return {
    source: value,
    occursIn(text: string, budget: Budget): boolean {
      budget.spend(1 + (text.length >> 4));
      return pattern === null || pattern.occursIn(text);
    },
  };
}

function forRe2(source: string): string {
  let inClass = false;
  return source.replaceAll(/\\.|[[\].]/gsu, (token) => {
    if (token === '[') inClass = true;
    if (token === ']') inClass = false;
    if (token === '\\s') return inClass ? SPACE : `[${SPACE}]`;
    if (token === '\\S' && !inClass) return `[^${SPACE}]`;
    return token === '.' && !inClass ? NOT_END_OF_LINE : token;
  });
}
