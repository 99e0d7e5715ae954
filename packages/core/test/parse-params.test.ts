import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseParams, SentinelError } from '../src/index.js';
import { sameParams } from '../src/parse-params.js';

describe('parseParams', () => {
  it('copies data deeply and freezes the copy', () => {
    const inner = { list: [1, 'two', null, true] };
    const parsed = parseParams({ inner, absent: undefined });
    expect(parsed).toEqual({ inner: { list: [1, 'two', null, true] } });
    expect(Object.isFrozen(parsed)).toBe(true);
    expect(Object.isFrozen(parsed['inner'])).toBe(true);
    inner.list.push(5);
    expect(parsed).toEqual({ inner: { list: [1, 'two', null, true] } });
  });

  it('takes dates, URLs and big integers as text, and bytes as bytes of its own', () => {
    const bytes = new Uint8Array([1, 2]);
    const parsed = parseParams({
      date: new Date(0),
      never: new Date(NaN),
      url: new URL('http://localhost/x'),
      big: 12345678901234567890n,
      bytes,
      sparse: [undefined, 1],
    });
    expect(parsed).toEqual({
      date: '1970-01-01T00:00:00.000Z',
      never: null,
      url: 'http://localhost/x',
      big: '12345678901234567890',
      bytes,
      sparse: [null, 1],
    });
    bytes[0] = 9;
    expect(parsed['bytes']).toEqual(new Uint8Array([1, 2]));
  });

  it('keeps prototype keys as ordinary keys', () => {
    const parsed = parseParams(JSON.parse('{"__proto__":{"admin":true},"constructor":1}'));
    expect(Object.keys(parsed)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(parsed)).toBeNull();
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  const deep: Record<string, unknown> = {};
  let tip = deep;
  for (let level = 0; level < 200; level++) {
    const next: Record<string, unknown> = {};
    tip['in'] = next;
    tip = next;
  }
  const ancestor = Object.create(null) as object;
  const nobody = Object.create(Object.create(ancestor) as object) as object;
  class Connection {
    host = 'localhost';
  }
  it.each([
    ['a function', { run: () => 1 }, 'params.run must be data, got a function'],
    ['a symbol', { key: Symbol('x') }, 'params.key must be data, got a symbol'],
    ['an accessor', { get path() { return 'x'; } }, 'params.path is an accessor'], // prettier-ignore
    ['an instance of a class', { db: new Connection() }, 'got an instance of Connection'],
    ['a map', { map: new Map() }, 'got an instance of Map'],
    ['an instance of nobody', { odd: nobody }, 'unnamed class'],
    ['extreme depth', deep, 'nested more than 100 levels'],
    ['extreme size', { list: Array.from({ length: 100_001 }, () => 0) }, 'more than 100000 values'],
  ])('refuses %s and names the place', (_, params, message) => {
    try {
      parseParams(params);
      expect.unreachable();
    } catch (error) {
      expect(SentinelError.is(error, 'INVALID_PARAMS')).toBe(true);
      expect((error as Error).message).toContain(message);
    }
  });

  it.each([
    ['inherited', Object.create(Object.assign(Object.create(null) as object, { command: 'rm' })) as object],
    ['hidden', Object.defineProperty({}, 'command', { value: 'rm', enumerable: false })],
    ['named by a symbol', { [Symbol('command')]: 'rm' }],
  ])('refuses members that are %s: the tool would see them and the judge would not', (_, params) => {
    expect(() => parseParams(params)).toThrow(SentinelError);
  });

  it('allows the same object in two places', () => {
    const shared = { a: 1 };
    expect(parseParams({ left: shared, right: shared })).toEqual({ left: { a: 1 }, right: { a: 1 } });
  });

  it('takes any JSON as it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (params) => {
        expect(JSON.stringify(parseParams(params))).toBe(JSON.stringify(params));
      }),
    );
  });

  it('either parses or refuses with its own error, whatever the value', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          try {
            expect(Object.getPrototypeOf(parseParams(value))).toBeNull();
          } catch (error) {
            expect(SentinelError.is(error, 'INVALID_PARAMS')).toBe(true);
          }
        },
      ),
    );
  });
});

describe('sameParams', () => {
  it('holds for two readings of one value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (params) => {
        const reordered = Object.fromEntries(Object.entries(params).reverse());
        expect(sameParams(parseParams(params), parseParams(reordered))).toBe(true);
      }),
    );
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: [1] }, { a: { 0: 1 } }],
    [{ a: null }, { a: {} }],
    [{ a: 'x' }, { a: ['x'] }],
    [{ a: new Uint8Array([1]) }, { a: new Uint8Array([2]) }],
    [{ a: new Uint8Array([1]) }, { a: new Uint8Array([1, 2]) }],
    [{ a: new Uint8Array([1]) }, { a: [1] }],
    [{ a: [1] }, { a: new Uint8Array([1]) }],
  ])('tells %j from %j', (left, right) => {
    expect(sameParams(parseParams(left), parseParams(right))).toBe(false);
  });

  it('compares bytes by value', () => {
    expect(sameParams(new Uint8Array([1, 2]), new Uint8Array([1, 2]))).toBe(true);
  });
});
