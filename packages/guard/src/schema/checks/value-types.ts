import type { ParamValue } from '@sentinel-agentos/core';
import { forEachGiven, schemaError, type SchemaCheckCompiler } from '../schema-check.js';
import { oneOf, recordOf } from '../rule-shape.js';
import type { SchemaType } from '../schema-rule.js';

const TYPES: readonly SchemaType[] = ['string', 'number', 'boolean', 'object', 'array', 'bytes'];

/** `types`: the parameter is of one of the named types. Null is of none. */
export const compileTypes: SchemaCheckCompiler = (rule) => {
  if (rule.types === undefined) return null;
  const types = recordOf(rule.types, 'types', (member, where) =>
    (Array.isArray(member) ? member : [member]).map((type: unknown) => oneOf(TYPES, type, where)),
  );
  return forEachGiven(types, (field, allowed, { params }) => {
    const actual = typeOf(params[field]);
    if (allowed.some((type) => type === actual)) return null;
    const expected = allowed.join(' | ');
    return schemaError(
      field,
      'types',
      `must be ${expected}, got ${actual}`,
      `类型必须是 ${expected}，实际为 ${actual}`,
    );
  });
};

function typeOf(value: ParamValue | undefined): SchemaType | 'null' | 'undefined' | 'NaN' | 'infinite' {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return 'NaN';
    return Number.isFinite(value) ? 'number' : 'infinite';
  }
  if (value instanceof Uint8Array) return 'bytes';
  return Array.isArray(value) ? 'array' : 'object';
}
