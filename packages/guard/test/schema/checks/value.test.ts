import { describe, expect, it } from 'vitest';
import { broken, messages } from '../check-rule.js';
import type { SchemaType } from '../../../src/schema/schema-rule.js';

const VALUES: Readonly<Record<SchemaType, unknown>> = {
  string: 'x',
  number: 1.5,
  boolean: false,
  object: { a: 1 },
  array: [1],
  bytes: new Uint8Array([1]),
};
const TYPES = Object.keys(VALUES) as SchemaType[];

describe('types', () => {
  it.each(TYPES.flatMap((type) => TYPES.map((given) => [type, given] as const)))(
    '[S2-09] a parameter of type %s given %s',
    (type, given) => {
      expect(broken({ types: { p: type } }, { p: VALUES[given] })).toEqual(
        type === given ? [] : ['p: types'],
      );
    },
  );

  it('[S2-09] null is of no type, an array is no object, NaN and infinity are no numbers', () => {
    for (const type of TYPES) expect(broken({ types: { p: type } }, { p: null })).toEqual(['p: types']);
    expect(broken({ types: { p: 'object' } }, { p: [] })).toEqual(['p: types']);
    expect(messages({ types: { p: 'number' } }, { p: Number.NaN })).toEqual(['p must be number, got NaN']);
    expect(messages({ types: { p: 'number' } }, { p: Infinity })).toEqual(['p must be number, got infinite']);
  });

  it('[S2-09] takes several types, and lets an absent parameter be', () => {
    expect(broken({ types: { p: ['string', 'bytes'] } }, { p: new Uint8Array() })).toEqual([]);
    expect(messages({ types: { p: ['string', 'bytes'] } }, { p: [] })).toEqual([
      'p must be string | bytes, got array',
    ]);
    expect(broken({ types: { p: 'string' } }, {})).toEqual([]);
  });
});

describe('allowedValues', () => {
  it('[S2-10] rejects what is not in the list', () => {
    const rule = { allowedValues: { mode: ['read', 'write', 'append', 1, null] } };
    expect(broken(rule, { mode: 'write' })).toEqual([]);
    expect(broken(rule, { mode: null })).toEqual([]);
    expect(broken(rule, { mode: 1 })).toEqual([]);
    expect(broken(rule, { mode: 'delete' })).toEqual(['mode: allowedValues']);
    expect(broken(rule, { mode: '1' })).toEqual(['mode: allowedValues']);
    expect(broken(rule, { mode: 'READ' })).toEqual(['mode: allowedValues']);
    expect(messages(rule, { mode: 'x' })).toEqual(['mode must be one of "read", "write", "append", 1, null']);
  });

  it('[S2-10] looks at every element of a list', () => {
    expect(broken({ allowedValues: { m: ['a', 'b'] } }, { m: ['a', 'b'] })).toEqual([]);
    expect(broken({ allowedValues: { m: ['a', 'b'] } }, { m: ['a', 'x'] })).toEqual(['m: allowedValues']);
  });
});

describe('min and max', () => {
  const rule = { min: { max_tokens: 1 }, max: { max_tokens: 100_000 } };

  it.each([
    [1, []],
    [100_000, []],
    [0, ['max_tokens: min']],
    [0.999, ['max_tokens: min']],
    [100_001, ['max_tokens: max']],
    [Infinity, ['max_tokens: max']],
    [Number.NaN, ['max_tokens: min', 'max_tokens: max']],
    ['500', ['max_tokens: min', 'max_tokens: max']],
    [null, ['max_tokens: min', 'max_tokens: max']],
  ])('[S2-11] max_tokens %s', (value, expected) => {
    expect(broken(rule, { max_tokens: value })).toEqual(expected);
  });

  it('[S2-11] lets an absent number be', () => {
    expect(broken(rule, {})).toEqual([]);
  });
});

describe('minLength and maxLength', () => {
  it('[S2-12] a query of two characters is too short, one of three is not', () => {
    expect(broken({ minLength: { query: 3 } }, { query: 'ab' })).toEqual(['query: minLength']);
    expect(broken({ minLength: { query: 3 } }, { query: 'abc' })).toEqual([]);
    expect(messages({ minLength: { query: 3 } }, { query: 'ab' })).toEqual([
      'query must have a length of at least 3',
    ]);
  });

  it('[S2-12] counts characters, not halves of them, elements and bytes', () => {
    const rule = { minLength: { p: 2 }, maxLength: { p: 3 } };
    expect(broken(rule, { p: '😀' })).toEqual(['p: minLength']);
    expect(broken(rule, { p: '😀😀😀' })).toEqual([]);
    expect(broken(rule, { p: '\ud83d\ud83d' })).toEqual([]);
    expect(broken(rule, { p: '\udc00\ud800' })).toEqual([]);
    expect(broken(rule, { p: 'abcd' })).toEqual(['p: maxLength']);
    expect(broken(rule, { p: [1] })).toEqual(['p: minLength']);
    expect(broken(rule, { p: [1, 2, 3] })).toEqual([]);
    expect(broken(rule, { p: new Uint8Array(4) })).toEqual(['p: maxLength']);
    expect(messages({ maxLength: { p: 1 } }, { p: 'ab' })).toEqual(['p must have a length of at most 1']);
  });

  it('[S2-12] rejects what has no length', () => {
    expect(broken({ minLength: { p: 0 }, maxLength: { p: 9 } }, { p: 5 })).toEqual([
      'p: minLength',
      'p: maxLength',
    ]);
    expect(broken({ maxLength: { p: 9 } }, { p: { length: 1 } })).toEqual(['p: maxLength']);
  });
});

describe('patterns', () => {
  const rule = { patterns: { email: '^[^@\\s]+@[^@\\s]+$' } };

  it('[S2-13] accepts what matches and rejects what does not', () => {
    expect(broken(rule, { email: 'a@b.c' })).toEqual([]);
    expect(broken(rule, { email: 'a b@c' })).toEqual(['email: patterns']);
    expect(broken(rule, { email: 5 })).toEqual(['email: patterns']);
    expect(broken(rule, { email: ['a@b', 'x'] })).toEqual(['email: patterns']);
    expect(broken(rule, { email: ['a@b', 'x@y'] })).toEqual([]);
    expect(broken({ patterns: { p: /^abc$/iu } }, { p: 'ABC' })).toEqual([]);
    expect(messages({ patterns: { p: '^a$' } }, { p: 'b' })).toEqual(['p must match ^a$']);
  });

  it('[S2-13] takes linear time on hostile text', () => {
    expect(broken({ patterns: { p: '^(a+)+$' } }, { p: `${'a'.repeat(50_000)}!` })).toEqual(['p: patterns']);
  });
});

describe('maxSize', () => {
  it.each([
    ['a'.repeat(10), []],
    ['a'.repeat(11), ['p: maxSize']],
    ['报告文', []],
    ['报告文件', ['p: maxSize']],
    ['😀😀x', []],
    ['😀😀xyz', ['p: maxSize']],
    ['\ud800\ud800\ud800', []],
    ['\ud800\ud800\ud800\ud800', ['p: maxSize']],
    [new Uint8Array(10), []],
    [new Uint8Array(11), ['p: maxSize']],
    [{ a: 'bc' }, []],
    [{ a: 'bcd' }, ['p: maxSize']],
    [[1, 2, 3, 4], []],
    [[1, 2, 3, 4, 55], ['p: maxSize']],
    [123, []],
    [null, []],
  ])('[S2-19] %j against ten bytes', (value, expected) => {
    expect(broken({ maxSize: { p: 10 } }, { p: value })).toEqual(expected);
  });

  it('[S2-19] one megabyte to the byte', () => {
    const rule = { maxSize: { content: 1_048_576 } };
    expect(broken(rule, { content: 'x'.repeat(1_048_576) })).toEqual([]);
    expect(messages(rule, { content: 'x'.repeat(1_048_577) })).toEqual(['content exceeds 1048576 bytes']);
  });
});

describe('validators', () => {
  it('[S2-21] makes an error of the returned text', () => {
    const rule = {
      validators: { n: (value: unknown) => (value === 13 ? 'n must not be unlucky' : undefined) },
    };
    expect(messages(rule, { n: 13 })).toEqual(['n must not be unlucky']);
    expect(broken(rule, { n: 12 })).toEqual([]);
    expect(broken(rule, {})).toEqual([]);
  });

  it('[S2-21] hands over all parameters beside the value', () => {
    const same = (value: unknown, params: { readonly [key: string]: unknown }): unknown =>
      value === params['b'] ? '' : 'a and b differ';
    expect(broken({ validators: { a: same } }, { a: 1, b: 1 })).toEqual([]);
    expect(messages({ validators: { a: same } }, { a: 1, b: 2 })).toEqual(['a and b differ']);
  });

  it.each([
    [
      'a throw',
      () => {
        throw new Error('broke');
      },
      'p could not be validated: broke',
    ],
    ['false', () => false, 'p was rejected by its validator'],
    ['a number', () => 0, 'p was rejected by its validator'],
    ['a promise', () => Promise.resolve(true), 'p was rejected by its validator'],
    ['a promise that fails', () => Promise.reject(new Error('late')), 'p was rejected by its validator'],
  ])('fails closed on %s', (_, validate: () => unknown, message) => {
    expect(messages({ validators: { p: validate } }, { p: 1 })).toEqual([message]);
  });

  it('passes null, true and nothing', () => {
    for (const verdict of [null, true, undefined, '']) {
      expect(broken({ validators: { p: () => verdict } }, { p: null })).toEqual([]);
    }
  });
});
