import { describe, expect, it } from 'vitest';
import { refusal } from './judging.js';

class Library {
  readonly type = 'object';
}
const cyclic: { items?: unknown } = {};
cyclic.items = cyclic;
const nested = (depth: number): object => (depth === 0 ? {} : { not: { items: nested(depth - 1) } });
const chain = (length: number): object => ({
  $ref: '#/$defs/d0',
  $defs: Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `d${index}`,
      index + 1 < length ? { $ref: `#/$defs/d${index + 1}` } : {},
    ]),
  ),
});

const WRONG: readonly (readonly [unknown, string])[] = [
  [null, 'schema must be a schema (an object, true or false), got null'],
  ['object', 'schema must be a schema (an object, true or false), got "object"'],
  [[], 'schema must be a schema (an object, true or false), got []'],
  [
    new Library(),
    'schema must be JSON data (or a schema that follows Standard Schema), got "an instance of Library"',
  ],
  [
    { path: new Library() },
    'schema.path must be JSON data (or a schema that follows Standard Schema), got "an instance of Library"',
  ],
  [
    { enum: [() => 1] },
    'schema.enum.0 must be JSON data (or a schema that follows Standard Schema), got "a function"',
  ],
  [
    { minimum: Number.NaN },
    'schema.minimum must be JSON data (or a schema that follows Standard Schema), got NaN',
  ],
  [{ const: 1n }, 'schema.const must be JSON data (or a schema that follows Standard Schema), got 1n'],
  [cyclic, 'schema is nested more than 64 levels deep or holds more than 20000 values'],
  [nested(33), 'schema is nested more than 64 levels deep or holds more than 20000 values'],
  [
    { enum: Array.from({ length: 20_000 }, (_, index) => index) },
    'schema is nested more than 64 levels deep or holds more than 20000 values',
  ],
  [
    { name: 'tool', inputSchema: { type: 'object' } },
    'schema must be a JSON Schema: none of its members demands anything, got {"inputSchema":{"type":"object"},"name":"tool"}',
  ],
  [
    { type: 'function' },
    'schema.type must be one of string, number, integer, boolean, object, array, null, got "function"',
  ],
  [{ type: [] }, 'schema.type must be a type or several, got []'],
  [
    { type: ['string', 1] },
    'schema.type must be one of string, number, integer, boolean, object, array, null, got 1',
  ],
  [{ enum: 'a' }, 'schema.enum must be a list of values, got "a"'],
  [{ minimum: '1' }, 'schema.minimum must be a number, got "1"'],
  [{ exclusiveMaximum: true }, 'schema.exclusiveMaximum must be a number, got true'],
  [{ multipleOf: 0 }, 'schema.multipleOf must be more than 0, got 0'],
  [{ multipleOf: -1 }, 'schema.multipleOf must be more than 0, got -1'],
  [{ minLength: -1 }, 'schema.minLength must be a whole number, 0 or more, got -1'],
  [{ maxLength: 1.5 }, 'schema.maxLength must be a whole number, 0 or more, got 1.5'],
  [{ minItems: '1' }, 'schema.minItems must be a whole number, 0 or more, got "1"'],
  [{ pattern: 5 }, 'schema.pattern must be a pattern, got 5'],
  [{ uniqueItems: 'yes' }, 'schema.uniqueItems must be true or false, got "yes"'],
  [{ prefixItems: [] }, 'schema.prefixItems must be a list of schemas, not empty, got []'],
  [{ allOf: {} }, 'schema.allOf must be a list of schemas, not empty, got {}'],
  [{ anyOf: [] }, 'schema.anyOf must be a list of schemas, not empty, got []'],
  [{ oneOf: [5] }, 'schema.oneOf.0 must be a schema (an object, true or false), got 5'],
  [{ items: 'string' }, 'schema.items must be a schema (an object, true or false), got "string"'],
  [{ items: [5] }, 'schema.items.0 must be a schema (an object, true or false), got 5'],
  [{ not: [] }, 'schema.not must be a schema (an object, true or false), got []'],
  [{ properties: [] }, 'schema.properties must be an object, got []'],
  [
    { properties: { a: 'string' } },
    'schema.properties.a must be a schema (an object, true or false), got "string"',
  ],
  [
    { properties: { a: { items: { required: 'b' } } } },
    'schema.properties.a.items.required must be a list of names, got "b"',
  ],
  [{ required: true }, 'schema.required must be a list of names, got true'],
  [{ required: [1] }, 'schema.required must be a list of names, got [1]'],
  [{ dependentRequired: { a: 'b' } }, 'schema.dependentRequired.a must be a list of names, got "b"'],
  [{ dependencies: { a: [1] } }, 'schema.dependencies.a must be a list of names, got [1]'],
  [
    { dependencies: { a: 'b' } },
    'schema.dependencies.a must be a schema (an object, true or false), got "b"',
  ],
  [{ $ref: 5 }, 'schema.$ref must be a reference, got 5'],
  [{ $ref: 'http://[' }, 'schema.$ref must be a reference, got "http://["'],
  [{ $dynamicRef: '#a' }, 'schema.$dynamicRef must be left out (only $ref is followed), got "#a"'],
  [{ $recursiveRef: '#' }, 'schema.$recursiveRef must be left out (only $ref is followed), got "#"'],
  [{ type: 'object', $id: 5 }, 'schema: $id must be an address, got 5'],
  [{ type: 'object', $id: 'http://[' }, 'schema: $id must be a reference, got "http://["'],
  [{ type: 'object', $anchor: 5 }, 'schema: $anchor must be a name, got 5'],
  [{ type: 'object', $anchor: '/a' }, 'schema: $anchor must be a name, got "/a"'],
  [{ type: 'object', $anchor: 'a', items: { $anchor: 'a' } }, 'schema names https://schema.invalid/#a twice'],
  [{ $ref: '#' }, 'schema refers to itself without end, or through more than 32 schemas of the same value'],
  [
    { properties: { a: { $ref: '#/$defs/b' } }, $defs: { b: { anyOf: [{ not: { $ref: '#/$defs/b' } }] } } },
    'schema.$defs.b.anyOf.0.not refers to itself without end, or through more than 32 schemas of the same value',
  ],
];

describe('a JSON Schema that is none is refused when it is registered, naming the place:', () => {
  it.each(WRONG.map(([schema, message]) => ({ schema, message })))('$message', ({ schema, message }) => {
    expect(refusal(schema)).toBe(message);
  });

  it.each(['(?=a)b', '(?<!a)b', '(a)\\1', '['])('the pattern %s does not run in linear time', (pattern) => {
    for (const schema of [{ pattern }, { patternProperties: { [pattern]: true } }]) {
      expect(refusal({ items: schema })).toContain('is not a pattern of the linear-time syntax (RE2)');
    }
    expect(refusal({ items: { pattern } })).toMatch(/^schema\.items\.pattern is not/u);
  });

  it.each(['if', 'then', 'else', 'not', 'allOf', 'anyOf', 'oneOf', 'dependentSchemas', 'dependencies'])(
    'the way back through %s never ends',
    (keyword) => {
      const back = { $ref: '#' };
      const value = keyword.endsWith('Of') ? [back] : keyword.startsWith('depend') ? { a: back } : back;
      expect(refusal({ if: true, [keyword]: value })).toContain('refers to itself without end');
    },
  );
});

describe('a JSON Schema is taken', () => {
  it.each<[string, unknown]>([
    ['when it is true', true],
    ['when it is false', false],
    ['when it is empty', {}],
    ['with members that are not there', { type: 'object', title: undefined }],
    ['without a prototype', Object.assign(Object.create(null), { type: 'object' })],
    ['with keywords that nobody knows', { type: 'object', 'x-hint': { a: [1] }, nullable: true }],
    ['as deep as a schema may be', nested(32)],
    ['with as many references one after the other as may be', chain(32)],
    [
      'with the same schema named twice by two addresses',
      { $id: 'https://a.b/', $anchor: 'a', type: 'object' },
    ],
    ['with a way back into a part', { properties: { a: { $ref: '#' } }, items: { $ref: '#' } }],
  ])('%s', (_, schema) => {
    expect(refusal(schema)).toBe('taken');
  });

  it('but not with more references one after the other', () => {
    expect(refusal(chain(33))).toContain('through more than 32 schemas');
    expect(refusal(chain(5000))).toContain('through more than 32 schemas');
  });
});
