import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import * as zm from 'zod/mini';
import * as z3 from 'zod/v3';
import { broken } from './check-rule.js';
import { isStandardSchema, type StandardSchema, type ToolSchema } from '../../src/schema/tool-schema.js';
import type { SchemaRule } from '../../src/schema/schema-rule.js';

/** The interface that packages of schema types describe member by member. */
interface JsonSchema7 {
  $ref?: string;
  title?: string;
  type?: 'string' | 'object' | ('string' | 'object')[];
  properties?: { [name: string]: JsonSchema7 | boolean };
  required?: string[];
}

/** How valibot writes it: a plain object with generic results. */
interface LikeValibot<Input, Output> {
  readonly kind: 'schema';
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'valibot';
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    readonly validate: (value: unknown) =>
      | { readonly value: Output; readonly issues?: undefined }
      | {
          readonly issues: readonly {
            readonly message: string;
            readonly path?: readonly { key: string }[];
          }[];
        }
      | Promise<{ readonly value: Output }>;
  };
}

describe('the type of a schema in a rule', () => {
  it('takes the schemas of libraries without a cast', () => {
    const four = z.object({ path: z.string().transform((text) => text.length) });
    expectTypeOf(four).toExtend<StandardSchema>();
    expectTypeOf(z3.object({ path: z3.string().optional() })).toExtend<StandardSchema>();
    expectTypeOf(zm.object({ path: zm.string() })).toExtend<StandardSchema>();
    expectTypeOf<LikeValibot<{ a: string }, { a: number }>>().toExtend<ToolSchema>();
    const rule: SchemaRule = { tool: 't', schema: four };
    expect(isStandardSchema(rule.schema)).toBe(true);
    expect(broken({ schema: zm.object({ path: zm.string() }) }, { path: 5 })).toEqual(['path: schema']);
  });

  it('takes a JSON Schema as it is written, as constant data and as an interface', () => {
    const constant = {
      type: 'object',
      properties: { a: { type: ['string', 'null'] } },
      required: ['a'],
    } as const;
    const described: JsonSchema7 = { type: 'object', properties: { a: { type: 'string' }, b: true } };
    expectTypeOf(constant).toExtend<ToolSchema>();
    expectTypeOf(described).toExtend<ToolSchema>();
    expectTypeOf<boolean>().toExtend<ToolSchema>();
    expect(broken({ schema: constant }, {})).toEqual(['a: schema']);
    expect(broken({ schema: described }, { a: 5 })).toEqual(['a: schema']);
    expect(broken({ schema: { 'x-note': 1, type: 'object' } }, {})).toEqual([]);
  });

  it('takes nothing else', () => {
    expectTypeOf<string>().not.toExtend<ToolSchema>();
    expectTypeOf<number>().not.toExtend<ToolSchema>();
    expectTypeOf<readonly string[]>().not.toExtend<ToolSchema>();
    expectTypeOf<() => boolean>().not.toExtend<ToolSchema>();
    expectTypeOf<{
      '~standard': { version: 2; vendor: ''; validate: () => { value: 1 } };
    }>().not.toExtend<StandardSchema>();
  });

  it.each([null, undefined, 5, 'x', true, {}, [], { standard: 1 }])(
    '%j is no schema of a library',
    (value) => {
      expect(isStandardSchema(value)).toBe(false);
    },
  );
});
