// oxlint-disable unicorn/no-thenable -- `then` is a keyword of JSON Schema
import { describe, expect, it } from 'vitest';
import { fits, issuesOf, wrong } from './judging.js';

const bytes = new Uint8Array([1]);

describe('keywords for any value', () => {
  it.each([
    ['string', 'x', [1, null, true, [], {}, bytes]],
    ['number', 1.5, ['1', null, Number.NaN, Infinity, bytes]],
    ['integer', 2, [1.5, '2', Number.NaN, Infinity]],
    ['boolean', false, [0, 'false', null]],
    ['object', { a: 1 }, [[], null, 'x', bytes]],
    ['array', [1], [{}, { length: 0 }, 'x', bytes]],
    ['null', null, [0, '', false, {}]],
  ])('type %s takes %j and nothing else', (type, good, bad) => {
    expect(wrong({ type }, good)).toEqual([]);
    for (const value of bad) expect(wrong({ type }, value)).toEqual([`must be ${type}`]);
  });

  it('type takes several, and says all of them', () => {
    expect(wrong({ type: ['string', 'null'] }, 5)).toEqual(['must be string | null']);
    expect(fits({ type: ['string', 'null'] }, null)).toBe(true);
  });

  it('enum and const compare as JSON does: by value, whatever the order of members', () => {
    expect(wrong({ enum: ['a', 1, null] }, 'b')).toEqual(['must be one of "a", 1, null']);
    expect(fits({ enum: ['a', 1, null] }, null)).toBe(true);
    expect(fits({ enum: ['1'] }, 1)).toBe(false);
    expect(fits({ enum: [] }, 1)).toBe(false);
    expect(fits({ const: { a: 1, b: [0] } }, { b: [-0], a: 1 })).toBe(true);
    expect(fits({ const: { a: 1, b: [0] } }, { a: 1 })).toBe(false);
    expect(fits({ const: [1, 2] }, [2, 1])).toBe(false);
    expect(fits({ const: [true] }, ['true'])).toBe(false);
    expect(fits({ const: null }, null)).toBe(true);
    expect(fits({ const: 'bytesAQ==' }, bytes)).toBe(false);
    expect(fits({ not: { const: 0 } }, -0)).toBe(false);
  });
});

describe('keywords for numbers', () => {
  it.each<[object, readonly number[], readonly number[], string]>([
    [{ minimum: 2 }, [2, 3, Infinity], [1.999, -Infinity, Number.NaN], 'must be at least 2'],
    [{ maximum: 2 }, [2, 1], [2.001, Infinity, Number.NaN], 'must be at most 2'],
    [{ exclusiveMinimum: 2 }, [2.001], [2, 1, Number.NaN], 'must be more than 2'],
    [{ exclusiveMaximum: 2 }, [1.999], [2, 3, Number.NaN], 'must be less than 2'],
    [{ multipleOf: 2 }, [4, 0, -2, 1e300], [3, 2.5, Number.NaN, Infinity], 'must be a multiple of 2'],
    [{ multipleOf: 0.01 }, [0.07, 19.99, 1, 1e21], [0.005, 1.999], 'must be a multiple of 0.01'],
    [{ multipleOf: 1e-8 }, [12_391_239_123, 1e-7], [1e-9], 'must be a multiple of 1e-8'],
    [{ multipleOf: 2.5 }, [5, 7.5, -2.5], [6, 1e-300], 'must be a multiple of 2.5'],
  ])('%j', (schema, good, bad, message) => {
    for (const value of good) expect([value, ...wrong(schema, value)]).toEqual([value]);
    for (const value of bad) expect([value, ...wrong(schema, value)]).toEqual([value, message]);
    expect(fits(schema, 'text')).toBe(true);
  });
});

describe('keywords for texts', () => {
  it('count characters, not halves of them', () => {
    expect(wrong({ minLength: 2 }, '😀')).toEqual(['must have a length of at least 2']);
    expect(wrong({ maxLength: 2 }, 'abc')).toEqual(['must have a length of at most 2']);
    expect(fits({ minLength: 2, maxLength: 2 }, '😀😀')).toBe(true);
    expect(fits({ minLength: 2, maxLength: 0 }, 5)).toBe(true);
    expect(fits({ maxLength: 0 }, [1])).toBe(true);
  });

  it('a pattern occurs anywhere unless it is anchored', () => {
    expect(wrong({ pattern: '^a+$' }, 'ab')).toEqual(['must match ^a+$']);
    expect(fits({ pattern: 'a' }, 'bab')).toBe(true);
    expect(fits({ pattern: '' }, '')).toBe(true);
    expect(fits({ pattern: '^a' }, 5)).toBe(true);
  });

  it('a format is a remark, as the standard has it', () => {
    expect(fits({ format: 'email', contentEncoding: 'base64' }, 'no mail')).toBe(true);
  });
});

describe('keywords for lists', () => {
  it('count elements', () => {
    expect(wrong({ minItems: 2 }, [1])).toEqual(['must hold at least 2 elements']);
    expect(wrong({ maxItems: 1 }, [1, 2])).toEqual(['must hold at most 1 elements']);
    expect(fits({ minItems: 1, maxItems: 1 }, [1])).toBe(true);
    expect(fits({ minItems: 5 }, 'text')).toBe(true);
    expect(fits({ minItems: 5 }, { length: 1 })).toBe(true);
  });

  it('find the same element twice', () => {
    expect(
      wrong({ uniqueItems: true }, [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
    ).toEqual(['must not hold the same element twice']);
    expect(fits({ uniqueItems: true }, [1, '1', [1], true, null, 'null', { a: 1 }, { a: 2 }])).toBe(true);
    expect(fits({ uniqueItems: true }, [0, -0])).toBe(false);
    expect(fits({ uniqueItems: false }, [1, 1])).toBe(true);
  });

  it('judge the first elements by their place and the others by one schema', () => {
    const schema = { prefixItems: [{ type: 'string' }, { type: 'number' }], items: { type: 'boolean' } };
    expect(fits(schema, ['a', 1, true, false])).toBe(true);
    expect(fits(schema, ['a'])).toBe(true);
    expect(fits(schema, [])).toBe(true);
    expect(issuesOf({ properties: { v: schema } }, { v: [1, 'a', true, 0, 0] })).toEqual([
      'v.0: must be string',
      'v.1: must be number',
      'v.3: must be boolean',
    ]);
    expect(wrong({ items: { type: 'string' } }, ['a', 1])).toEqual(['v.1: must be string']);
    expect(wrong({ items: false, prefixItems: [true] }, [1, 2])).toEqual(['v.1: is not allowed']);
  });

  it('know the list form of draft 7', () => {
    const tuple = { items: [{ type: 'string' }], additionalItems: { type: 'number' } };
    expect(fits(tuple, ['a', 1, 2])).toBe(true);
    expect(fits(tuple, [1])).toBe(false);
    expect(fits(tuple, ['a', 'b'])).toBe(false);
    expect(fits({ items: [{ type: 'string' }] }, ['a', 5, {}])).toBe(true);
    expect(fits({ items: [], additionalItems: false }, [1])).toBe(false);
    expect(fits({ items: { type: 'string' }, additionalItems: false }, ['a'])).toBe(true);
    expect(fits({ additionalItems: false }, [1])).toBe(true);
  });

  it('count what the list contains', () => {
    const digit = { type: 'number' };
    expect(wrong({ contains: digit }, ['a'])).toEqual([
      'holds 0 of the elements that its schema counts, which is too few',
    ]);
    expect(fits({ contains: digit }, ['a', 1])).toBe(true);
    expect(fits({ contains: digit, minContains: 2 }, [1])).toBe(false);
    expect(fits({ contains: digit, minContains: 2 }, [1, 2])).toBe(true);
    expect(fits({ contains: digit, minContains: 0 }, [])).toBe(true);
    expect(wrong({ contains: digit, maxContains: 1 }, [1, 2])).toEqual([
      'holds 2 of the elements that its schema counts, which is too many',
    ]);
    expect(fits({ contains: digit, maxContains: 1 }, [1, 'a'])).toBe(true);
    expect(fits({ minContains: 5 }, [])).toBe(true);
  });

  it('unevaluatedItems meets what no other keyword has looked at', () => {
    const schema = { prefixItems: [true], contains: { type: 'number' }, unevaluatedItems: false };
    expect(fits(schema, ['a', 1, 2])).toBe(true);
    expect(wrong(schema, ['a', 1, 'b'])).toEqual(['v.2: is not allowed']);
    expect(fits({ allOf: [{ prefixItems: [true, true] }], unevaluatedItems: false }, [1, 2])).toBe(true);
    expect(fits({ allOf: [{ prefixItems: [true] }], unevaluatedItems: false }, [1, 2])).toBe(false);
    expect(fits({ items: true, unevaluatedItems: false }, [1, 2])).toBe(true);
    expect(fits({ anyOf: [{ prefixItems: [{ type: 'string' }] }, true], unevaluatedItems: false }, [1])).toBe(
      false,
    );
  });
});

describe('keywords for objects', () => {
  it('required and dependentRequired name what is missing', () => {
    expect(issuesOf({ required: ['a', 'b'] }, { b: null })).toEqual(['a: is required']);
    expect(wrong({ required: ['a'] }, {})).toEqual(['v.a: is required']);
    const dependent = { dependentRequired: { a: ['b', 'c'] } };
    expect(issuesOf(dependent, { a: false, b: 1 })).toEqual(['c: is required']);
    expect(issuesOf(dependent, { b: 1 })).toEqual([]);
    expect(issuesOf({ dependencies: { a: ['b'] } }, { a: 1 })).toEqual(['b: is required']);
    expect(issuesOf({ dependencies: { a: ['b'] } }, { a: 1, b: 1 })).toEqual([]);
    expect(issuesOf({ dependencies: { a: ['b'] } }, {})).toEqual([]);
    for (const value of [[], 'x', null, bytes]) {
      expect(fits({ required: ['a'], dependencies: { 0: ['b'] }, minProperties: 1 }, value)).toBe(true);
    }
  });

  it('count members', () => {
    expect(wrong({ minProperties: 2 }, { a: 1 })).toEqual(['must have at least 2 members']);
    expect(wrong({ maxProperties: 1 }, { a: 1, b: 2 })).toEqual(['must have at most 1 members']);
    expect(fits({ minProperties: 1 }, { a: 1 })).toBe(true);
    expect(fits({ maxProperties: 1 }, { a: 1 })).toBe(true);
    expect(fits({ maxProperties: 0 }, {})).toBe(true);
    expect(fits({ minProperties: 1, maxProperties: 2 }, {})).toBe(false);
  });

  it('judge members by name, by pattern, and the others', () => {
    const schema = {
      properties: { a: { type: 'string' } },
      patternProperties: { '^x-': { type: 'number' }, y$: { minimum: 5 } },
      additionalProperties: { type: 'boolean' },
    };
    expect(issuesOf(schema, { a: 'b', 'x-1': 1, 'x-y': 9, other: true })).toEqual([]);
    expect(issuesOf(schema, { a: 1, 'x-1': 'no', 'x-y': 3, other: 1 })).toEqual([
      'a: must be string',
      'x-1: must be number',
      'x-y: must be at least 5',
      'other: must be boolean',
    ]);
    expect(issuesOf({ additionalProperties: false }, { a: 1 })).toEqual(['a: is not allowed']);
    expect(issuesOf({ properties: { a: true, b: false } }, { a: 1, b: 2, c: 3 })).toEqual([
      'b: is not allowed',
    ]);
    expect(
      issuesOf({ properties: { a: true }, patternProperties: { a: { type: 'null' } } }, { a: 1 }),
    ).toEqual(['a: must be null']);
  });

  it('judge the names themselves', () => {
    expect(issuesOf({ propertyNames: { maxLength: 2 } }, { ab: 1, abc: 2 })).toEqual([
      'abc: must have a length of at most 2',
    ]);
    expect(fits({ propertyNames: false }, {})).toBe(true);
  });

  it('unevaluatedProperties meets what no other keyword has looked at', () => {
    const schema = {
      properties: { a: true },
      anyOf: [{ properties: { b: { type: 'string' } } }, { properties: { c: { type: 'string' } } }],
      if: { required: ['d'] },
      then: { properties: { d: true } },
      unevaluatedProperties: false,
    };
    expect(issuesOf(schema, { a: 1, b: 'x', c: 'y', d: 1 })).toEqual([]);
    // The first form does not fit, so what it looked at does not count.
    expect(issuesOf(schema, { b: 1, c: 'y' })).toEqual(['b: is not allowed']);
    expect(issuesOf(schema, { e: 1 })).toEqual(['e: is not allowed']);
    expect(issuesOf({ patternProperties: { '^a': true }, unevaluatedProperties: false }, { ab: 1 })).toEqual(
      [],
    );
    expect(issuesOf({ additionalProperties: true, unevaluatedProperties: false }, { ab: 1 })).toEqual([]);
    expect(issuesOf({ not: { properties: { a: false } }, unevaluatedProperties: false }, { a: 1 })).toEqual([
      'a: is not allowed',
    ]);
    // What is inside a member is the member's own matter.
    expect(
      issuesOf(
        { properties: { a: { properties: { b: true } } }, unevaluatedProperties: false },
        { a: {}, b: 1 },
      ),
    ).toEqual(['b: is not allowed']);
  });
});

describe('combinations', () => {
  it('allOf gives the issues of each, anyOf and oneOf one of their own', () => {
    expect(wrong({ allOf: [{ type: 'string' }, { minLength: 3 }, true] }, 'ab')).toEqual([
      'must have a length of at least 3',
    ]);
    const forms = [{ type: 'string' }, { type: 'string', minLength: 2 }, { type: 'number' }];
    expect(wrong({ anyOf: forms }, null)).toEqual(['fits none of the allowed forms']);
    expect(fits({ anyOf: forms }, 'ab')).toBe(true);
    expect(wrong({ oneOf: forms }, null)).toEqual(['fits none of the allowed forms']);
    expect(wrong({ oneOf: forms }, 'ab')).toEqual([
      'fits more than one of the forms that exclude each other',
    ]);
    expect(fits({ oneOf: forms }, 'a')).toBe(true);
    expect(wrong({ not: { type: 'string' } }, 'a')).toEqual(['has a form that is excluded']);
    expect(fits({ not: { type: 'string' } }, 1)).toBe(true);
  });

  it('if chooses between then and else', () => {
    const schema = { if: { type: 'string' }, then: { minLength: 2 }, else: { minimum: 5 } };
    expect([fits(schema, 'a'), fits(schema, 'ab'), fits(schema, 4), fits(schema, 5)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(fits({ if: { type: 'string' }, then: false }, 5)).toBe(true);
    expect(fits({ if: { type: 'string' }, else: false }, 'a')).toBe(true);
    expect(fits({ if: { type: 'string' }, else: false }, 5)).toBe(false);
    expect(fits({ then: false, else: false }, 5)).toBe(true);
  });

  it('a member brings the demands that depend on it', () => {
    for (const keyword of ['dependentSchemas', 'dependencies']) {
      const schema = { [keyword]: { a: { required: ['b'] } } };
      expect(issuesOf(schema, { a: 1 })).toEqual(['b: is required']);
      expect(issuesOf(schema, { a: 1, b: 1 })).toEqual([]);
      expect(issuesOf(schema, {})).toEqual([]);
      expect(fits(schema, 'a')).toBe(true);
    }
  });

  it('a boolean takes everything or nothing', () => {
    expect(fits(true, bytes)).toBe(true);
    expect(fits({}, null)).toBe(true);
    expect(wrong(false, null)).toEqual(['is not allowed']);
  });
});
