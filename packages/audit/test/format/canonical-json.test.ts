import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/format/canonical-json.js';
import { thrown } from '../support/thrown.js';

const vector = (name: string): string =>
  readFileSync(new URL(`../vectors/rfc8785/${name}.txt`, import.meta.url), 'utf8').trimEnd();

/** Section 3.2.3 by code units one at a time; literals and numbers as section 3.2.2 says, from the engine. */
function secondImplementation(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(secondImplementation).join(',')}]`;
  const units = (text: string): number[] =>
    Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const members = Object.entries(value as Record<string, unknown>).map(([key, member]) => ({
    key,
    member,
    units: units(key),
  }));
  members.sort((a, b) => {
    const at = a.units.findIndex((unit, place) => unit !== b.units[place]);
    return at < 0 ? a.units.length - b.units.length : (a.units[at] ?? 0) - (b.units[at] ?? -1);
  });
  return `{${members.map(({ key, member }) => `${JSON.stringify(key)}:${secondImplementation(member)}`).join(',')}}`;
}

describe('canonicalJson', () => {
  it.each(['arrays', 'french', 'structures', 'unicode', 'values', 'weird'])(
    'writes the RFC 8785 vector %s byte for byte',
    (name) => {
      expect(canonicalJson(JSON.parse(vector(`${name}.input`)))).toBe(vector(`${name}.output`));
    },
  );

  it('gives any JSON value back, and is the same for any order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('writes what a second implementation writes, word for word after RFC 8785', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }), (value) => {
        expect(canonicalJson(value)).toBe(secondImplementation(value));
      }),
    );
  });

  it('keeps any well-formed string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(canonicalJson(text))).toBe(text);
      }),
    );
  });

  it('keeps a key named __proto__ as an ordinary key', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"x":2}}'))).toBe('{"__proto__":{"x":2},"b":1}');
  });

  it('leaves out properties that are undefined and takes objects without a prototype', () => {
    const bare: unknown = Object.setPrototypeOf({ c: null }, null);
    expect(canonicalJson({ a: undefined, b: bare })).toBe('{"b":{"c":null}}');
  });

  it.each([
    ['NaN', { a: [1, Number.NaN] }, '/a/1'],
    ['an infinity', { a: -Infinity }, '/a'],
    ['a bigint', { a: 1n }, '/a'],
    ['a function', { a: () => 1 }, '/a'],
    ['a symbol', { a: Symbol('s') }, '/a'],
    ['undefined in a list', { a: [undefined] }, '/a/0'],
    ['a lone surrogate', { a: 'x\uD800' }, '/a'],
    ['a lone surrogate in a key', { '\uDC00': 1 }, '/'],
    ['a date', { a: new Date(0) }, '/a'],
    ['bytes', { a: new Uint8Array(2) }, '/a'],
  ])('refuses %s and says where it is', (_, value, place) => {
    expect(thrown('INVALID_ARGUMENT', () => canonicalJson(value)).message).toContain(`The value at ${place}`);
  });

  it('refuses a value that is none as a whole, and nesting that no reader would survive', () => {
    expect(thrown('INVALID_ARGUMENT', () => canonicalJson(undefined)).message).toContain('The value cannot');
    let nested: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
    expect(thrown('INVALID_ARGUMENT', () => canonicalJson(nested)).message).toContain('nested deeper');
  });
});
