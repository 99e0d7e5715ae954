import type { ParamValue } from '@sentinel-agentos/core';
import { canonicalText } from '../../matching/canonical-text.js';
import { forEachGiven, schemaError, type SchemaCheckCompiler } from '../schema-check.js';
import { recordOf, wholeNumber } from '../rule-shape.js';

/** `maxSize`: at most so many bytes. Text counts as UTF-8; lists and objects count as JSON, bytes in them as base64. */
export const compileMaxSize: SchemaCheckCompiler = (rule) => {
  if (rule.maxSize === undefined) return null;
  return forEachGiven(recordOf(rule.maxSize, 'maxSize', wholeNumber), (field, greatest, { params }) => {
    const value = params[field];
    if (value === undefined || bytesOf(value) <= greatest) return null;
    return schemaError(field, 'maxSize', `exceeds ${greatest} bytes`, `超过 ${greatest} 字节`);
  });
};

function bytesOf(value: ParamValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.length;
  return Buffer.byteLength(canonicalText(value));
}
