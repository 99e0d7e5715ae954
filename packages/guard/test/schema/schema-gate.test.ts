import { parseParams, SentinelError } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { createLayeredSchemaGate, createSchemaGate } from '../../src/schema/schema-gate.js';
import { defaultSchemaRules } from '../../src/schema/default-rules.js';
import type { SchemaRule } from '../../src/schema/schema-rule.js';

const context = { workspaceRoot: '/w', facts: createFixedFileFacts() };
const call = (tool: string, params: object) => ({ tool, params: parseParams(params), cwd: '/w' });

describe('the schema gate', () => {
  it('[S2-148] lets the last registered rule of a tool win and returns nothing', () => {
    const gate = createSchemaGate(context);
    expect(gate.registerRule({ tool: 'exec', required: ['command'] })).toBeUndefined();
    gate.registerRule({ tool: 'exec', required: ['cmd'] });
    expect(gate.check(call('exec', {})).errors.map(({ field }) => field)).toEqual(['cmd']);
    expect(gate.getRules()).toHaveLength(1);
  });

  it('passes a tool that has no rule', () => {
    const gate = createSchemaGate(context);
    expect(gate.check(call('anything', { a: 1 }))).toEqual({ pass: true, errors: [] });
    expect(gate.hasRule('anything')).toBe(false);
    expect(gate.getRule('anything')).toBeUndefined();
    expect(gate.hasRule('__proto__')).toBe(false);
  });

  it('finds a tool under its other spellings, the exact one first', () => {
    const gate = createSchemaGate(context);
    gate.registerRules([
      { tool: 'write_file', required: ['a'] },
      { tool: 'writeFile', required: ['b'] },
    ]);
    expect(gate.check(call('write_file', {})).errors[0]?.field).toBe('a');
    expect(gate.check(call('writeFile', {})).errors[0]?.field).toBe('b');
    expect(gate.hasRule('Write-File')).toBe(true);
    expect(gate.hasRule('writefile')).toBe(false);
  });

  it('registers all of several rules or none', () => {
    const gate = createSchemaGate(context);
    const wrong = { tool: 'b', patterns: { p: '[' } };
    expect(() => gate.registerRules([{ tool: 'a' }, wrong])).toThrow(/patterns\.p/u);
    expect(gate.hasRule('a')).toBe(false);
  });

  it('[S2-13] refuses a pattern that is none when the rule is registered, and keeps the rule before', () => {
    const gate = createSchemaGate(context);
    gate.registerRule({ tool: 't', patterns: { p: '^a+$' } });
    for (const pattern of ['(', '(?=a)b', '(a)\\1']) {
      let thrown: unknown;
      try {
        gate.registerRule({ tool: 't', patterns: { p: pattern } });
      } catch (error) {
        thrown = error;
      }
      expect(SentinelError.is(thrown, 'INVALID_CONFIG')).toBe(true);
      expect(String(thrown)).toContain('patterns.p');
    }
    expect(gate.check(call('t', { p: 'aaa' })).pass).toBe(true);
    expect(gate.check(call('t', { p: 'b' })).pass).toBe(false);
  });

  it('keeps its own copy of a rule', () => {
    const gate = createSchemaGate(context);
    const required = ['a'];
    gate.registerRule({ tool: 't', required, forbidden: undefined } as unknown as SchemaRule);
    required.pop();
    expect(gate.check(call('t', {})).pass).toBe(false);
    expect(gate.getRule('t')).toEqual({ tool: 't', required: ['a'] });
    expect(Object.isFrozen(gate.getRule('t')?.required)).toBe(true);
  });

  it('holds base rules only where nothing was registered, and replaces them as a whole', () => {
    const gate = createLayeredSchemaGate(context);
    gate.setBaseRules([
      { tool: 'a', required: ['base'] },
      { tool: 'b', required: ['base'] },
    ]);
    gate.registerRule({ tool: 'a', required: ['mine'] });
    const before = gate.version();
    expect(gate.check(call('a', {})).errors[0]?.field).toBe('mine');
    expect(gate.check(call('b', {})).errors[0]?.field).toBe('base');
    expect(() => gate.setBaseRules([{ tool: 'c', min: { p: Number.NaN } }])).toThrow(/min\.p/u);
    expect(gate.version()).toBe(before);
    gate.setBaseRules([{ tool: 'c' }]);
    expect([gate.hasRule('a'), gate.hasRule('b'), gate.hasRule('c')]).toEqual([true, false, true]);
    expect(gate.version()).not.toBe(before);
  });

  it('gives every error in English and Chinese', () => {
    const gate = createSchemaGate(context);
    gate.registerRule({ tool: 't', required: ['path'] });
    expect(gate.check(call('t', {})).errors).toEqual([
      { field: 'path', rule: 'required', message: { en: 'path is required', zh: 'path 为必填参数' } },
    ]);
  });

  it('[S2-20] names the declared secrets of a tool, and parameters whose names tell', () => {
    const gate = createSchemaGate(context);
    gate.registerRule({ tool: 't', secrets: ['content', 'auth.key'] });
    expect(
      gate.secretParams('t', parseParams({ content: 'x', apiKey: 'k', API_KEY: 'k', max_tokens: 5 })),
    ).toEqual(['content', 'auth.key', 'auth', 'apiKey', 'API_KEY']);
    expect(gate.secretParams('unknown', parseParams({ Password: 'x', path: 'y' }))).toEqual(['Password']);
    expect(gate.secretParams('unknown', parseParams({}))).toEqual([]);
  });

  it('never throws, whatever a call holds, and answers the same twice', () => {
    const gate = createSchemaGate(context);
    gate.registerRules([
      ...defaultSchemaRules,
      {
        tool: 't',
        required: ['a'],
        types: { a: 'string' },
        allowedValues: { a: ['x'] },
        min: { b: 0 },
        max: { b: 1 },
        minLength: { a: 1 },
        maxLength: { a: 3 },
        patterns: { a: '^x' },
        pathScope: 'workspace',
        pathAllow: { path: ['src/**'] },
        pathDeny: ['.env', '.git/**'],
        dependsOn: { a: 'b' },
        mutuallyExclusive: [['a', 'b']],
        maxSize: { a: 2, b: 2, path: 2 },
        validators: { a: () => undefined },
      },
    ]);
    const key = fc.constantFrom('a', 'b', 'path', 'content', 'command', '__proto__', 'edits');
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue(), fc.uint8Array({ maxLength: 4 }));
    const tool = fc.constantFrom('t', 'write_file', 'exec', 'delete', 'x');
    fc.assert(
      fc.property(tool, fc.dictionary(key, value, { noNullPrototype: false }), (name, params) => {
        const first = gate.check(call(name, params));
        expect(gate.check(call(name, params))).toEqual(first);
        expect(first.pass).toBe(first.errors.length === 0);
      }),
    );
  });

  it('one more denied glob never lets more pass', () => {
    const globs = ['.env', '*.key', 'src/**', '/etc/**', '**/a/**'];
    const path = fc
      .array(fc.constantFrom('src', 'a', '.env', 'x.key', '..', '.', 'etc', ''), { maxLength: 5 })
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(path, fc.subarray(globs), fc.constantFrom(...globs), (given, denied, another) => {
        const passes = (list: readonly string[]): boolean => {
          const gate = createSchemaGate(context);
          gate.registerRule({ tool: 't', pathDeny: { path: list } });
          return gate.check(call('t', { path: given })).pass;
        };
        expect(passes([...denied, another]) && !passes(denied)).toBe(false);
      }),
    );
  });
});

describe('the default rules', () => {
  const gate = createSchemaGate(context);
  gate.registerRules(defaultSchemaRules);

  it.each([
    ['exec', { command: 'rm -rf /' }, []],
    ['exec', {}, ['command: required']],
    ['exec', { command: '' }, ['command: minLength']],
    ['write_file', { path: 'src/main.ts', content: 'x' }, []],
    ['write_file', { path: 'src/main.ts', content: new Uint8Array(3) }, []],
    ['write_file', { path: '.env', content: 'hello' }, ['path: pathDeny']],
    ['write', { path: '.git/hooks/x', content: '' }, ['path: pathDeny']],
    ['write_file', { path: 'a' }, ['content: required']],
    ['write_file', { path: 'a', content: 'x'.repeat(1_048_577) }, ['content: maxSize']],
    ['edit', { path: 'id.pem' }, ['path: pathDeny']],
    ['write', { file_path: 'src/main.ts', content: 'x' }, []],
    ['write_file', { filePath: 'src/main.ts', content: 'x' }, []],
    ['write_file', { file_path: 'x/.env', content: 'x' }, ['file_path: pathDeny']],
    ['write_file', { filePath: '.git/hooks/x', content: 'x' }, ['filePath: pathDeny']],
    ['write_file', { file_path: 3, content: 'x' }, ['file_path: types', 'file_path: pathDeny']],
    ['write_file', { content: 'x' }, ['path: requiredOneOf']],
    ['write_file', { path: null, content: 'x' }, ['path: requiredOneOf', 'path: types']],
    ['write_file', { path: null, file_path: 'a', content: 'x' }, ['path: types']],
    ['write_file', { path: 'a', file_path: 'b', content: 'x' }, ['path: mutuallyExclusive']],
    [
      'write_file',
      { path: 'a', filePath: '.env', content: 'x' },
      ['filePath: pathDeny', 'path: mutuallyExclusive'],
    ],
    ['Edit', { file_path: 'src/main.ts', old_string: 'a', new_string: 'b' }, []],
    ['edit', { file_path: 'id.pem' }, ['file_path: pathDeny']],
    ['read', { filePath: '.env' }, []],
    ['delete_file', { file_path: '../x' }, ['file_path: pathScope']],
    ['delete_file', { filePath: '/etc/x' }, ['filePath: pathScope']],
    ['read_file', {}, ['path: requiredOneOf']],
    ['read', { path: '.env' }, []],
    ['delete_file', {}, ['path: requiredOneOf']],
    ['delete_file', { path: '../x' }, ['path: pathScope']],
    ['move_file', { source: 'a', destination: 'x/.env' }, ['destination: pathDeny']],
  ])('%s %j', (tool, params, expected) => {
    const { errors } = gate.check(call(tool, params));
    expect(errors.map(({ field, rule }) => `${field}: ${rule}`)).toEqual(expected);
  });
});
