import { parseParams, SentinelError } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import * as z3 from 'zod/v3';
import { broken, messages } from './check-rule.js';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { createLayeredSchemaGate, createSchemaGate } from '../../src/schema/schema-gate.js';
import type { SchemaRule } from '../../src/schema/schema-rule.js';
import type { StandardSchema } from '../../src/schema/tool-schema.js';

const context = { workspaceRoot: '/w', facts: createFixedFileFacts() };

/** A schema of no library that answers as it is told, as the standard allows it or not. */
function answering(answer: (value: unknown) => unknown): StandardSchema {
  return {
    '~standard': { version: 1, vendor: 'test', validate: answer as StandardSchema['~standard']['validate'] },
  };
}

describe('a schema of a library', () => {
  const four = z.strictObject({
    path: z.string().min(2),
    edits: z.array(z.object({ line: z.number().int() })).optional(),
  });
  const three = z3
    .object({ path: z3.string().min(2), edits: z3.array(z3.object({ line: z3.number().int() })).optional() })
    .strict();

  it.each([
    ['zod 4', four],
    ['zod 3', three],
  ])('of %s judges the parameters as a whole', (_, schema) => {
    expect(broken({ schema }, { path: 'src', edits: [{ line: 1 }] })).toEqual([]);
    expect(broken({ schema }, { path: 'a', edits: [{ line: 1 }, { line: 1.5 }] })).toEqual([
      'path: schema',
      'edits.1.line: schema',
    ]);
    expect(broken({ schema }, {})).toEqual(['path: schema']);
    expect(broken({ schema }, { path: 'src', other: 1 })).toEqual(['params: schema']);
    expect(messages({ schema }, { path: 5 })[0]).toMatch(
      /^path does not fit the schema: .*xpected string, received number$/u,
    );
  });

  it('stands beside the other checks of its rule', () => {
    const rule = { schema: four, pathScope: 'workspace', maxLength: { path: 4 } } as const;
    expect(broken(rule, { path: '../x/y' })).toEqual(['path: maxLength', 'path: pathScope']);
    expect(broken(rule, { path: '/' })).toEqual(['path: pathScope', 'path: schema']);
  });

  it('only judges: what it transforms or fills in reaches nobody', () => {
    const schema = z.object({ n: z.string().transform(Number).default(5) });
    const params = parseParams({ n: '1' });
    const gate = createSchemaGate(context);
    gate.registerRule({ tool: 't', schema });
    expect(gate.check({ tool: 't', params, cwd: '/w' })).toEqual({ pass: true, errors: [] });
    expect(params).toEqual({ n: '1' });
  });

  it('may be a function, and is called on its own object', () => {
    const props = {
      version: 1 as const,
      vendor: 'test',
      wanted: 'a',
      validate(
        value: unknown,
      ): { readonly value: unknown } | { readonly issues: { readonly message: string }[] } {
        return (value as { p: unknown }).p === this.wanted ? { value } : { issues: [{ message: 'no' }] };
      },
    };
    const schema = Object.assign(() => undefined, { '~standard': props });
    expect(broken({ schema }, { p: 'a' })).toEqual([]);
    expect(messages({ schema }, { p: 'b' })).toEqual(['params does not fit the schema: no']);
  });

  it('reads ways of every kind that the standard allows', () => {
    const schema = answering(() => ({
      issues: [
        { message: 'a', path: ['x', 0, { key: 'y' }] },
        { message: 'b', path: [{ key: 1 }] },
        { message: 'c', path: [Symbol('s')] },
        { message: 'd', path: undefined },
        { message: '' },
        {},
        null,
      ],
    }));
    expect(messages({ schema }, {})).toEqual([
      'x.0.y does not fit the schema: a',
      '1 does not fit the schema: b',
      'Symbol(s) does not fit the schema: c',
      'params does not fit the schema: d',
      'params does not fit the schema: no reason was given',
      'params does not fit the schema: no reason was given',
      'params does not fit the schema: no reason was given',
    ]);
  });

  it('says it in Chinese too', () => {
    const gate = createSchemaGate(context);
    gate.registerRule({
      tool: 't',
      schema: answering(() => ({ issues: [{ message: 'too short', path: ['p'] }] })),
    });
    expect(gate.check({ tool: 't', params: parseParams({}), cwd: '/w' }).errors[0]?.message.zh).toBe(
      'p 不符合模式：too short',
    );
  });
});

describe('a schema that gives no clear yes rejects the call:', () => {
  const LATE =
    'params can not be checked: the schema answers with a promise, and the gate does not wait. Use a synchronous schema';
  const UNCLEAR = 'params was rejected: the schema gave no clear answer';

  it.each<[string, StandardSchema, string]>([
    ['a promise', answering(() => Promise.resolve({ value: 1 })), LATE],
    ['a promise that fails', answering(() => Promise.reject(new Error('late'))), LATE],
    [
      'something like a promise',
      answering((value) =>
        Object.fromEntries([
          ['value', value],
          // oxlint-disable-next-line unicorn/no-thenable -- that is what it is
          ['then', () => undefined],
        ]),
      ),
      LATE,
    ],
    ['an asynchronous check of zod 4', z.object({ p: z.string().refine(async () => true) }), LATE],
    ['an asynchronous check of zod 3', z3.object({ p: z3.string().refine(async () => true) }), LATE],
    [
      'a throw',
      answering(() => {
        throw new Error('broke');
      }),
      'params could not be checked by the schema: broke',
    ],
    [
      'a change of the parameters',
      answering((value) => {
        (value as { p: string }).p = 'y';
        return { value };
      }),
      "params could not be checked by the schema: Cannot assign to read only property 'p' of object '[object Object]'",
    ],
    ['nothing', answering(() => undefined), UNCLEAR],
    ['null', answering(() => null), UNCLEAR],
    ['true', answering(() => true), UNCLEAR],
    ['an answer without a value', answering(() => ({})), UNCLEAR],
    ['issues that are no list', answering((value) => ({ value, issues: 'none' })), UNCLEAR],
    ['issues that are none', answering((value) => ({ value, issues: [] })), UNCLEAR],
    ['issues that are null', answering((value) => ({ value, issues: null })), UNCLEAR],
    [
      'a way that can not be written',
      answering(() => ({ issues: [{ message: 'a', path: [{ key: Object.create(null) as string }] }] })),
      'params could not be checked by the schema: Cannot convert object to primitive value',
    ],
  ])('%s', (_, schema, message) => {
    expect(messages({ schema }, { p: 'x' })).toEqual([message]);
  });

  it('a member named __proto__, which libraries skip, at any depth', () => {
    const schema = z.record(z.string(), z.union([z.string(), z.array(z.record(z.string(), z.string()))]));
    const hidden = JSON.parse('{"a":"b","list":[{},{"__proto__":{"x":1}}]}') as object;
    // The library itself sees nothing wrong with it.
    expect(schema.safeParse(parseParams(hidden)).success).toBe(true);
    expect(messages({ schema }, hidden)).toEqual(['list.1.__proto__ is a name that no schema checks']);
    expect(broken({ schema }, { a: 'b', list: [{ c: 'd' }] })).toEqual([]);
    expect(broken({ schema: z.object({ b: z.instanceof(Uint8Array) }) }, { b: new Uint8Array(2) })).toEqual(
      [],
    );
  });
});

describe('what a schema says of a secret is not shown', () => {
  const quoting = answering((value) => {
    const { password, path } = value as { password?: unknown; path?: string };
    return {
      issues: [
        { message: `got ${JSON.stringify(password)}`, path: ['password', 'deep'] },
        { message: `${path} must not hold ${String(password)}`, path: ['path', 'hunter2x'] },
      ],
    };
  });

  it('neither the value nor the way into it, when its name tells or the rule says so', () => {
    const expected = [
      'password does not fit the schema of the tool (its value is secret, so the reason is not shown)',
      'path.[masked] does not fit the schema: p must not hold [masked]',
    ];
    expect(messages({ schema: quoting }, { path: 'p', password: 'hunter2x' })).toEqual(expected);
    const renamed = answering((value) => ({
      issues: [{ message: `bad ${(value as { pin: string }).pin}`, path: ['pin'] }, { message: 'x' }],
    }));
    expect(messages({ schema: renamed, secrets: ['pin'] }, { pin: '1234' })).toEqual([
      'pin does not fit the schema of the tool (its value is secret, so the reason is not shown)',
      'params does not fit the schema: x',
    ]);
  });

  it.each<[unknown, string]>([
    ['hunter2', 'hunter2'],
    ['two\n"lines"', '"two\\n\\"lines\\""'],
    [987_654, '987654'],
    [['aaaa', 'aaaabbbb'], 'aaaabbbb'],
    [{ inner: { key1: 'hunter2' } }, 'hunter2'],
    [{ hunter2: 1 }, 'hunter2'],
  ])('%j in a message about something else', (secret, quoted) => {
    const schema = answering(() => ({ issues: [{ message: `unlike ${quoted}!`, path: ['p'] }] }));
    const [message = ''] = messages({ schema }, { p: 1, token: secret });
    expect(message.replaceAll('"', '')).toBe('p does not fit the schema: unlike [masked]!');
  });

  it('but a short text is not looked for, nor bytes', () => {
    const schema = answering(() => ({ issues: [{ message: 'abc 1 2 0 AQID', path: ['p'] }] }));
    expect(messages({ schema }, { token: ['abc', 1, null, true, new Uint8Array([1, 2, 3])] })).toEqual([
      'p does not fit the schema: abc 1 2 0 AQID',
    ]);
  });

  it('tells at most twenty things, in texts that a terminal does not act on', () => {
    const issues = Array.from({ length: 1000 }, () => ({
      message: `\u001b[2J${'x'.repeat(500)}`,
      path: ['\u202ea'],
    }));
    const found = messages({ schema: answering(() => ({ issues })) }, {});
    expect(found).toHaveLength(20);
    expect(found[0]).toMatch(/^\\u\{202e\}a does not fit the schema: \\u\{1b\}\[2Jx{100,200}…$/u);
  });
});

describe('registering a schema of a library', () => {
  it.each<[unknown, string]>([
    [{ version: 2, validate: () => undefined }, 'got version 2 and function for validate'],
    [{ version: 1 }, 'got version 1 and undefined for validate'],
    [{ version: 1, jsonSchema: {} }, 'got version 1 and undefined for validate'],
    [null, 'got version undefined and undefined for validate'],
    [5, 'got version undefined and undefined for validate'],
  ])('refuses %j', (props, message) => {
    const gate = createSchemaGate(context);
    const rule = { tool: 't', schema: { '~standard': props } } as unknown as SchemaRule;
    try {
      gate.registerRule(rule);
      expect.unreachable();
    } catch (error) {
      expect(SentinelError.is(error, 'INVALID_CONFIG')).toBe(true);
      expect((error as Error).message).toBe(
        `schema must follow version 1 of Standard Schema and be able to validate, ${message}`,
      );
    }
    expect(gate.hasRule('t')).toBe(false);
  });

  it('keeps the schema itself, and the function that it had', () => {
    const props = { version: 1 as const, vendor: 'test', validate: (value: unknown) => ({ value }) };
    const gate = createSchemaGate(context);
    const schema = { '~standard': props };
    gate.registerRule({ tool: 't', schema });
    expect(gate.getRule('t')?.schema).toBe(schema);
    expect(Object.isFrozen(gate.getRule('t'))).toBe(true);
    (props as { validate: unknown }).validate = () => ({ issues: [] });
    expect(gate.check({ tool: 't', params: parseParams({}), cwd: '/w' }).pass).toBe(true);
  });

  it('changes the version of the rules whenever the schema can be told apart', () => {
    const versionOf = (schema: NonNullable<SchemaRule['schema']>): string => {
      const gate = createLayeredSchemaGate(context);
      gate.registerRule({ tool: 't', schema });
      return gate.version();
    };
    const versions = [
      z.object({ a: z.string() }),
      z.object({ a: z.number() }),
      z3.object({ a: z3.string() }),
      answering(() => undefined),
      { type: 'object' },
      { type: 'object', required: ['a'] },
      true,
    ].map(versionOf);
    expect(new Set(versions).size).toBe(versions.length);
    expect(versionOf(z.object({ a: z.string() }))).toBe(versions[0]);
    expect(versionOf(z3.object({ b: z3.string() }))).toBe(versions[2]);
    expect(versionOf({ required: ['a'], type: 'object' })).toBe(versions[5]);
    const broken = {
      '~standard': {
        ...answering(() => undefined)['~standard'],
        jsonSchema: {
          input: (): never => {
            throw new Error('no JSON Schema for this');
          },
        },
      },
    };
    expect(versionOf(broken)).toContain('test');
  });
});
