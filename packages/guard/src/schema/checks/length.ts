import type { ParamValue } from '@sentinel-agentos/core';
import { recordOf, wholeNumber } from '../rule-shape.js';
import { forEachGiven, schemaError, type SchemaCheckCompiler } from '../schema-check.js';

/** `minLength`: at least so many characters, elements or bytes. What has no length fails. */
export const compileMinLength: SchemaCheckCompiler = (rule) => {
  if (rule.minLength === undefined) return null;
  return forEachGiven(recordOf(rule.minLength, 'minLength', wholeNumber), (field, least, { params }) => {
    const length = lengthOf(params[field]);
    if (length !== null && length >= least) return null;
    return schemaError(
      field,
      'minLength',
      `must have a length of at least ${least}`,
      `长度不得小于 ${least}`,
    );
  });
};

/** `maxLength`: at most so many characters, elements or bytes. What has no length fails. */
export const compileMaxLength: SchemaCheckCompiler = (rule) => {
  if (rule.maxLength === undefined) return null;
  return forEachGiven(recordOf(rule.maxLength, 'maxLength', wholeNumber), (field, greatest, { params }) => {
    const length = lengthOf(params[field]);
    if (length !== null && length <= greatest) return null;
    return schemaError(
      field,
      'maxLength',
      `must have a length of at most ${greatest}`,
      `长度不得大于 ${greatest}`,
    );
  });
};

function lengthOf(value: ParamValue | undefined): number | null {
  if (typeof value === 'string') return codePoints(value);
  return Array.isArray(value) || value instanceof Uint8Array ? value.length : null;
}

/** The number of characters of a text (Unicode code points); half a character counts as one. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let index = 1; index < text.length; index++) {
    if (isLow(text.charCodeAt(index)) && isHigh(text.charCodeAt(index - 1))) count--;
  }
  return count;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
