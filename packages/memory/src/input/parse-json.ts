import { SentinelError, type Json } from '@sentinel-agentos/core';
import { invalidArgument } from './invalid-argument.js';

const MAX_DEPTH = 32;

/**
 * A copy of a JSON value, deeply frozen. Refuses what JSON cannot hold without loss (functions, `NaN`,
 * dates, cycles, nesting over 32). A property that is `undefined` is left out; keys such as `__proto__`
 * are ordinary.
 */
export function parseJson(value: unknown, field: string): Json {
  try {
    check(value, field, 0);
    return freezeJson(JSON.parse(JSON.stringify(value)) as Json);
  } catch (cause) {
    if (SentinelError.is(cause)) throw cause;
    throw new SentinelError('INVALID_ARGUMENT', `memory: ${field} cannot be read`, { cause });
  }
}

/** Freezes a JSON value of our own, all the way down. */
export function freezeJson(value: Json): Json {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freezeJson(inner);
    Object.freeze(value);
  }
  return value;
}

function check(value: unknown, field: string, depth: number): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value !== 'object') throw invalidArgument(field, 'a JSON value', value);
  if (depth >= MAX_DEPTH) throw invalidArgument(field, `nested at most ${MAX_DEPTH} deep`, value);
  if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => check(item, `${field}[${index}]`, depth + 1));
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) {
    throw invalidArgument(field, 'a plain object', value);
  }
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== undefined) check(inner, `${field}.${key.slice(0, 60)}`, depth + 1);
  }
}
