import type { ParamValue } from '@sentinel-agentos/core';
import { bad, recordOf } from '../rule-shape.js';
import { displayText } from '../../matching/display-text.js';
import { forEachGiven, schemaError, type SchemaCheckCompiler } from '../schema-check.js';

/** `allowedValues`: the value, or every element of a list, is one of the listed. */
export const compileAllowedValues: SchemaCheckCompiler = (rule) => {
  if (rule.allowedValues === undefined) return null;
  const allowed = recordOf(rule.allowedValues, 'allowedValues', (member, where) => {
    if (!Array.isArray(member) || !member.every(isScalar)) {
      throw bad(where, 'a list of texts, numbers, booleans or null', member);
    }
    return new Set<ParamValue | undefined>(member);
  });
  return forEachGiven(allowed, (field, values, { params }) => {
    const value = params[field];
    const given: readonly (ParamValue | undefined)[] = Array.isArray(value) ? value : [value];
    if (given.every((item) => values.has(item))) return null;
    const list = displayText([...values].map((item) => JSON.stringify(item)).join(', '), 200);
    return schemaError(field, 'allowedValues', `must be one of ${list}`, `必须是以下之一：${list}`);
  });
};

function isScalar(value: unknown): value is string | number | boolean | null {
  return (
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  );
}
