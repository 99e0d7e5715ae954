import { describe, expect, it } from 'vitest';
import { issuesOf, refusal } from './judging.js';

const TEXT = { type: 'string' };

/** Whether a text and nothing else fits as the parameter `v`. */
function isText(document: object): boolean {
  return issuesOf(document, { v: 'a' }).length === 0 && issuesOf(document, { v: 1 }).length === 1;
}

describe('a reference', () => {
  it.each<[string, object]>([
    ['#/$defs/a', { $defs: { a: TEXT } }],
    ['#/definitions/a', { definitions: { a: TEXT } }],
    ['#/properties/w', { w: TEXT }],
    ['#/$defs/a~1b', { $defs: { 'a/b': TEXT } }],
    ['#/$defs/a~0b', { $defs: { 'a~b': TEXT } }],
    ['#/$defs/a~01', { $defs: { 'a~1': TEXT } }],
    ['#/$defs/a%25b', { $defs: { 'a%b': TEXT } }],
    ['#/$defs/a b', { $defs: { 'a b': TEXT } }],
    ['#/$defs/文件', { $defs: { 文件: TEXT } }],
    ['#/$defs/__proto__', JSON.parse('{"$defs":{"__proto__":{"type":"string"}}}') as object],
    [
      '#/allOf/1',
      { allOf: [true, { $defs: {}, ...TEXT, $comment: 'x' }].map((one) => ({ anyOf: [true, one] })) },
    ],
    [
      '#/components/schemas/a',
      { components: { schemas: { a: { $ref: '#/components/schemas/b' }, b: TEXT } } },
    ],
    ['#name', { $defs: { a: { $anchor: 'name', ...TEXT } } }],
    ['#name', { $defs: { a: { $dynamicAnchor: 'name', ...TEXT } } }],
    ['#name', { definitions: { a: { $id: '#name', ...TEXT } } }],
    ['other.json', { $id: 'https://a.b/c/main.json', $defs: { a: { $id: 'other.json', ...TEXT } } }],
    [
      '/x/other.json',
      { $id: 'https://a.b/c/main.json', $defs: { a: { $id: 'https://a.b/x/other.json', ...TEXT } } },
    ],
    ['main.json#/$defs/a', { $id: 'https://a.b/c/main.json', $defs: { a: TEXT } }],
    ['other.json#name', { $defs: { a: { $id: 'other.json', $defs: { b: { $anchor: 'name', ...TEXT } } } } }],
    ['other.json#/$defs/b', { $defs: { a: { $id: 'other.json', $defs: { b: TEXT } } } }],
    ['urn:uuid:1#/$defs/a', { $id: 'urn:uuid:1', $defs: { a: TEXT } }],
    ['#/prefixItems/0', { prefixItems: [TEXT] }],
    ['#/$defs/a/anyOf/0/not/items/0', { $defs: { a: { anyOf: [{ not: { items: [TEXT] } }] } } }],
  ])('%s leads to its schema', (reference, document) => {
    if (reference === '#/allOf/1') {
      const { allOf } = document as { allOf: readonly object[] };
      expect(
        isText({
          $defs: { list: { allOf: [allOf[0], TEXT] } },
          properties: { v: { $ref: '#/$defs/list/allOf/1' } },
        }),
      ).toBe(true);
      return;
    }
    const { w, ...others } = document as { w?: object };
    expect(isText({ ...others, properties: { v: { $ref: reference }, ...(w && { w }) } })).toBe(true);
  });

  it('inside a schema with an address of its own starts there', () => {
    const inner = { $id: 'inner.json', $defs: { a: TEXT }, properties: { v: { $ref: '#/$defs/a' } } };
    expect(isText({ $defs: { a: { type: 'number' }, inner }, $ref: 'inner.json' })).toBe(true);
  });

  it('may be followed by another, and lead back into a part', () => {
    expect(
      isText({ $defs: { a: { $ref: '#/$defs/b' }, b: TEXT }, properties: { v: { $ref: '#/$defs/a' } } }),
    ).toBe(true);
    const tree = { properties: { child: { $ref: '#' }, name: TEXT }, additionalProperties: false };
    expect(issuesOf(tree, { child: { child: { name: 'a' } } })).toEqual([]);
    expect(issuesOf(tree, { child: { child: { nam: 'a' } } })).toEqual(['child.child.nam: is not allowed']);
  });

  it('counts together with what stands beside it, except in drafts 6 and 7', () => {
    const document = { $defs: { a: TEXT }, properties: { v: { $ref: '#/$defs/a', maxLength: 1 } } };
    expect(issuesOf(document, { v: 'ab' })).toHaveLength(1);
    for (const draft of ['06', '07']) {
      const $schema = `http://json-schema.org/draft-${draft}/schema#`;
      expect(issuesOf({ $schema, ...document }, { v: 'ab' })).toEqual([]);
      expect(issuesOf({ $schema, ...document }, { v: 1 })).toHaveLength(1);
    }
  });

  it('in draft 7 takes no address from a place beside a reference', () => {
    const document = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      definitions: { a: { $id: 'x/', $ref: '#/definitions/b' }, b: TEXT },
      properties: { v: { $ref: '#/definitions/a' } },
    };
    expect(isText(document)).toBe(true);
  });

  it('is nothing but a value in an enumeration', () => {
    const document = { $defs: { a: TEXT }, properties: { v: { enum: [{ $ref: '#/$defs/a' }] } } };
    expect(issuesOf(document, { v: 'a' })).toHaveLength(1);
    expect(issuesOf(document, { v: { $ref: '#/$defs/a' } })).toEqual([]);
  });

  it.each([
    ['#/$defs/b', '"#/$defs/b"'],
    ['#/$defs/constructor', '"#/$defs/constructor"'],
    ['#other', '"#other"'],
    ['b.json', '"b.json"'],
    ['https://json-schema.org/draft/2020-12/schema', '"https://json-schema.org/draft/2020-12/schema"'],
    ['file:///etc/passwd', '"file:///etc/passwd"'],
    ['#/allOf/01', '"#/allOf/01"'],
    ['#/allOf/-1', '"#/allOf/-1"'],
    ['#/allOf/length', '"#/allOf/length"'],
    ['#/$defs/%E0%A4%A', '"#/$defs/%E0%A4%A"'],
    ['#/type/0', '"#/type/0"'],
  ])('%s leads nowhere and is refused, naming it', (reference, shown) => {
    const document = {
      type: 'object',
      $defs: { a: TEXT },
      allOf: [true],
      properties: { v: { $ref: reference } },
    };
    expect(refusal(document)).toBe(
      `schema.properties.v.$ref refers to ${shown}, which is not in the schema; nothing is fetched`,
    );
  });
});

describe('the dialect of a document', () => {
  it.each([
    'https://json-schema.org/draft/2020-12/schema',
    'https://json-schema.org/draft/2020-12/schema#',
    'https://json-schema.org/draft/2019-09/schema',
    'http://json-schema.org/draft-07/schema#',
    'https://json-schema.org/draft-07/schema',
    'http://json-schema.org/draft-06/schema#',
  ])('%s is known', ($schema) => {
    expect(refusal({ $schema })).toBe('taken');
  });

  it.each([
    'http://json-schema.org/draft-04/schema#',
    'x',
    '',
    5,
    null,
    'xhttp://json-schema.org/draft-07/schema#',
  ])('%j is not', ($schema) => {
    expect(refusal({ $schema })).toBe(
      `schema.$schema must be draft-06, draft-07, 2019-09 or 2020-12, got ${JSON.stringify($schema)}`,
    );
  });
});
