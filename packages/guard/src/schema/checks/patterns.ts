import type { ParamValue } from '@sentinel-agentos/core';
import { bad, recordOf } from '../rule-shape.js';
import { compileLinearPattern } from '../../matching/linear-pattern.js';
import { displayText } from '../../matching/display-text.js';
import { forEachGiven, schemaError, type SchemaCheckCompiler } from '../schema-check.js';

/** `patterns`: the pattern occurs in the text, or in every element of a list. What is no text fails. */
export const compilePatterns: SchemaCheckCompiler = (rule) => {
  if (rule.patterns === undefined) return null;
  const patterns = recordOf(rule.patterns, 'patterns', (member, where) => {
    if (typeof member !== 'string' && !(member instanceof RegExp)) throw bad(where, 'a pattern', member);
    return compileLinearPattern(member, where);
  });
  return forEachGiven(patterns, (field, pattern, { params }) => {
    const value = params[field];
    const texts: readonly (ParamValue | undefined)[] = Array.isArray(value) ? value : [value];
    if (texts.every((text) => typeof text === 'string' && pattern.occursIn(text))) return null;
    const source = displayText(pattern.source);
    return schemaError(field, 'patterns', `must match ${source}`, `必须匹配 ${source}`);
  });
};
