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
  return write(value, '', 0);
}

function write(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, path);
    case 'number':
      if (!Number.isFinite(value)) throw notJson(path, String(value));
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= MAX_DEPTH) throw notJson(path, `nesting deeper than ${MAX_DEPTH}`);
      return Array.isArray(value) ? writeArray(value, path, depth) : writeObject(value, path, depth);
    case 'bigint':
    case 'function':
    case 'symbol':
    case 'undefined':
      throw notJson(path, `a value of type ${typeof value}`);
  }
}

function writeString(value: string, path: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (LONE_SURROGATE.test(value)) throw notJson(path, 'a string with a lone surrogate');
  return JSON.stringify(value);
}

function writeArray(value: readonly unknown[], path: string, depth: number): string {
  let text = '[';
  for (let index = 0; index < value.length; index += 1) {
    text += (index === 0 ? '' : ',') + write(value[index], `${path}/${index}`, depth + 1);
  }
  return `${text}]`;
}

function writeObject(value: object, path: string, depth: number): string {
  if (!isPlain(value)) throw notJson(path, 'an instance of a class');
  const source = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(source).sort()) {
    const member = source[key];
    if (member === undefined) continue;
    const place = `${path}/${key}`;
    text += `${text === '' ? '' : ','}${writeString(key, place)}:${write(member, place, depth + 1)}`;
  }
  return `{${text}}`;
}

/** True for objects of any realm whose prototype is the root prototype or null. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function notJson(path: string, found: string): SentinelError {
  const place = path === '' ? 'The value' : `The value at ${path.slice(0, 200)}`;
  return new SentinelError('INVALID_ARGUMENT', `${place} cannot be kept as JSON: it is ${found}.`);
}
