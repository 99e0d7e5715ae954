import { parseParams } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileJsonSchema } from '../../../src/schema/json-schema/compile-json-schema.js';
import { fits, issuesOf } from './judging.js';
import { broken, messages } from '../check-rule.js';

const COSTLY = ': are too costly to check against the schema';
const parsed = (json: string): object => JSON.parse(json) as object;

/** Each schema applies the next one four times: a billion looks at one value. */
const multiplying = {
  $ref: '#/$defs/d0',
  $defs: Object.fromEntries(
    Array.from({ length: 15 }, (_, index) => {
      const next = { $ref: `#/$defs/d${index + 1}` };
      return [
        `d${index}`,
        index === 14 ? {} : { allOf: [next, next, next, next].map((one) => ({ ...one })) },
      ];
    }),
  ),
};

describe('a JSON Schema and hostile parameters', () => {
  it('__proto__ and other inherited names are names like any other', () => {
    const schema = { properties: { a: true }, additionalProperties: false };
    expect(issuesOf(schema, parsed('{"__proto__":1,"constructor":2}'))).toEqual([
      '__proto__: is not allowed',
      'constructor: is not allowed',
    ]);
    expect(issuesOf({ required: ['__proto__', 'toString'] }, {})).toEqual([
      '__proto__: is required',
      'toString: is required',
    ]);
    const own = parsed('{"properties":{"__proto__":{"type":"string"}},"required":["__proto__"]}');
    expect(issuesOf(own, parsed('{"__proto__":5}'))).toEqual(['__proto__: must be string']);
    expect(issuesOf(own, parsed('{"__proto__":"x"}'))).toEqual([]);
    expect(issuesOf({ properties: { valueOf: false } }, {})).toEqual([]);
    expect(issuesOf({ dependentRequired: { toString: ['a'] } }, {})).toEqual([]);
    expect(issuesOf(parsed('{"unevaluatedProperties":false}'), parsed('{"__proto__":5}'))).toHaveLength(1);
  });

  it('what would take for ever is rejected', () => {
    expect(issuesOf(multiplying, {})).toEqual([COSTLY]);
    expect(messages({ schema: multiplying }, {})).toEqual([
      'params are too costly to check against the schema',
    ]);
  });

  it('depth is no danger, of the parameters nor together with that of the schema', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 98; depth++) deep = depth % 2 === 0 ? [deep] : { a: deep };
    const tree = { items: { $ref: '#' }, additionalProperties: { $ref: '#' } };
    expect(issuesOf({ type: ['object', 'array', 'string'], ...tree }, { deep })).toEqual([]);
    expect(issuesOf({ type: ['object', 'array'], ...tree }, { deep })).toHaveLength(1);
    const nested = (levels: number): object => (levels === 0 ? tree : { allOf: [nested(levels - 1)] });
    expect(issuesOf(nested(5), { deep })).toEqual([]);
    // Together they may be deeper than the stack. Then nobody knows, and the call is rejected.
    expect(['', COSTLY]).toContain(issuesOf(nested(30), { deep }).join(''));
  });

  it('a pattern takes linear time on hostile text', () => {
    const text = `${'a'.repeat(100_000)}!`;
    expect(issuesOf({ properties: { a: { pattern: '^(a+)+$' } } }, { a: text })).toHaveLength(1);
    expect(issuesOf({ patternProperties: { '^(a|a)*$': false } }, { [text]: 1 })).toEqual([]);
  });

  it('a list of a hundred thousand wrong elements makes no hundred thousand messages', () => {
    const many = Array.from({ length: 90_000 }, () => 1);
    expect(issuesOf({ properties: { v: { items: { type: 'string' } } } }, { v: many })).toEqual([
      'v.0: must be string',
    ]);
    const named = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`p${index}`, 1]));
    expect(broken({ schema: { additionalProperties: false } }, named)).toHaveLength(20);
    expect(fits({ uniqueItems: true }, many)).toBe(false);
  });

  it('lone surrogates, NUL and bytes are judged like the rest', () => {
    expect(fits({ pattern: '^.$' }, '\ud800')).toBe(true);
    expect(fits({ pattern: '^[^\\x00]*$' }, 'a\0b')).toBe(false);
    expect(fits({ maxLength: 1 }, '\ud800\ud800')).toBe(false);
    expect(fits({ enum: ['\ud800'] }, '\ud800')).toBe(true);
    expect(fits({ enum: ['\ufffd'] }, '\ud800')).toBe(false);
    expect(fits({ uniqueItems: true }, [new Uint8Array([1]), new Uint8Array([1])])).toBe(false);
    expect(fits({ uniqueItems: true }, [new Uint8Array([1]), new Uint8Array([2])])).toBe(true);
    expect(fits({ items: false, properties: { 0: false }, minProperties: 9 }, new Uint8Array([1]))).toBe(
      true,
    );
    expect(
      broken({ schema: { properties: { v: { type: 'string' } } } }, { v: Object.assign([], { 1: 'x' }) }),
    ).toEqual(['v: schema']);
  });

  it('nothing of a secret is shown but its name', () => {
    const schema = {
      properties: { password: { additionalProperties: false } },
      additionalProperties: { const: 'x' },
    };
    expect(messages({ schema }, { password: { hunter2: 1 }, other: 'hunter2' })).toEqual([
      'password does not fit the schema of the tool (its value is secret, so the reason is not shown)',
      'other must be one of "x"',
    ]);
  });

  it('it never throws, and answers the same twice', () => {
    const schemas = [
      {
        type: 'object',
        properties: { a: { $ref: '#' }, b: { pattern: '^a', minLength: 1 } },
        required: ['a'],
      },
      { anyOf: [{ required: ['a'] }, { propertyNames: { maxLength: 2 } }], unevaluatedProperties: false },
      {
        additionalProperties: {
          oneOf: [{ type: 'array', uniqueItems: true, items: { $ref: '#' } }, { not: { const: {} } }],
        },
      },
    ].map((schema) => compileJsonSchema(schema, 's'));
    const key = fc.constantFrom('a', 'b', '__proto__', 'constructor', '');
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.uint8Array({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.dictionary(key, value), (given) => {
        const params = parseParams(given);
        for (const judge of schemas) expect(judge(params)).toEqual(judge(params));
      }),
    );
  });
});
