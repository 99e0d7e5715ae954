import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../src/matching/canonical-text.js';

describe('canonicalText', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalText({ b: 1, a: [true, null] })).toBe(canonicalText({ a: [true, null], b: 1 }));
    expect(canonicalText({ b: 1, a: [true, null] })).toBe('{"a":[true,null],"b":1}');
  });

  it('tells apart what JSON would write alike', () => {
    const values = [
      null,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      0,
      -0,
      '0',
      undefined,
      'undefined',
      new Uint8Array([0]),
      new Uint8Array([]),
      'AA==',
      { 0: 0 },
      [0],
      [],
      {},
      [undefined],
      1n,
      1,
      /a/u,
      /a/iu,
      '/a/u',
      Symbol('a'),
      (x: number) => x,
      (x: number) => x + 1,
      '\ud800',
      '\ufffd',
    ];
    const texts = values.map(canonicalText);
    expect(new Set(texts).size).toBe(values.length);
  });

  it('treats __proto__ as an ordinary key', () => {
    const one = JSON.parse('{"__proto__":{"x":1}}') as unknown;
    const two = JSON.parse('{"__proto__":{"x":2}}') as unknown;
    expect(canonicalText(one)).toBe('{"__proto__":{"x":1}}');
    expect(canonicalText(one)).not.toBe(canonicalText(two));
  });

  it('reads back as the same value for every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        // JSON has no -0; the canonical text keeps it, and JSON.parse reads it back.
        expect(JSON.parse(canonicalText(value))).toEqual(value);
      }),
    );
  });
});
