import { SentinelError } from '@sentinel-agentos/core';

/** Printable ASCII without quote and backslash: written as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;
/** With the `u` flag a pair is one code point, so this finds lone surrogates only. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;
const MAX_DEPTH = 500;

/**
 * Writes a value as RFC 8785 canonical JSON: keys sorted by UTF-16 units, no white space, numbers as
 * ECMAScript writes them. Properties that are undefined are left out.
 *
 * @throws SentinelError `INVALID_ARGUMENT` naming the place of a value that JSON cannot hold without loss:
 * NaN, infinities, bigint, functions, symbols, lone surrogates, instances of classes, nesting beyond 500.
 */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

/** `trail` holds the keys on the way to the value: it is only read when there is something to complain about. */
function write(value: unknown, trail: (string | number)[]): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, trail);
    case 'number':
      if (!Number.isFinite(value)) throw notJson(trail, String(value));
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (trail.length >= MAX_DEPTH) throw notJson(trail, `nested deeper than ${MAX_DEPTH}`);
      return Array.isArray(value) ? writeArray(value, trail) : writeObject(value, trail);
    case 'bigint':
    case 'function':
    case 'symbol':
    case 'undefined':
      throw notJson(trail, `of type ${typeof value}`);
  }
}

function writeString(value: string, trail: readonly (string | number)[]): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (LONE_SURROGATE.test(value)) throw notJson(trail, 'a string with a lone surrogate');
  return JSON.stringify(value);
}

function writeArray(value: readonly unknown[], trail: (string | number)[]): string {
  let text = '[';
  for (let index = 0; index < value.length; index += 1) {
    trail.push(index);
    text += (index === 0 ? '' : ',') + write(value[index], trail);
    trail.pop();
  }
  return `${text}]`;
}

function writeObject(value: object, trail: (string | number)[]): string {
  if (!isPlain(value)) throw notJson(trail, 'an instance of a class');
  const source = value as Record<string, unknown>;
  let text = '{';
  for (const key of Object.keys(source).sort()) {
    const member = source[key];
    if (member === undefined) continue;
    trail.push(key);
    text += `${text === '{' ? '' : ','}${writeString(key, trail)}:${write(member, trail)}`;
    trail.pop();
  }
  return `${text}}`;
}

/** True for objects of any realm whose prototype is the root prototype or null. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function notJson(trail: readonly (string | number)[], found: string): SentinelError {
  const place = trail.length === 0 ? 'The value' : `The value at /${trail.join('/').slice(0, 200)}`;
  return new SentinelError('INVALID_ARGUMENT', `${place} cannot be kept as JSON: it is ${found}.`);
}
