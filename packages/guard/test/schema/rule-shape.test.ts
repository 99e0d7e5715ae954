import { SentinelError } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { createSchemaGate } from '../../src/schema/schema-gate.js';
import type { SchemaRule } from '../../src/schema/schema-rule.js';

const cyclic: { tool: string; types: Record<string, unknown> } = { tool: 't', types: {} };
cyclic.types['p'] = cyclic;

const WRONG: readonly (readonly [unknown, string])[] = [
  [cyclic, 'a schema rule is nested more than 10 levels deep'],
  [null, 'a schema rule must be an object'],
  [[], 'a schema rule must be an object'],
  [{}, 'schema rule: tool must be a tool name, got undefined'],
  [{ tool: '' }, 'schema rule: tool must be a tool name, got ""'],
  [{ tool: 't', pathdeny: [] }, 'the schema rule of t has an unknown part "pathdeny"'],
  [{ tool: 't', required: 'path' }, 'required must be a list of texts, got "path"'],
  [{ tool: 't', required: [''] }, 'required must be a list of texts, got [""]'],
  [{ tool: 't', forbidden: [1] }, 'forbidden must be a list of texts, got [1]'],
  [
    { tool: 't', types: { p: 'text' } },
    'types.p must be one of string, number, boolean, object, array, bytes, got "text"',
  ],
  [{ tool: 't', types: ['p'] }, 'types must be an object with parameter names as keys, got ["p"]'],
  [{ tool: 't', types: /x/u }, 'types must be an object with parameter names as keys, got regexp"/x/u"'],
  [
    { tool: 't', allowedValues: { p: 'a' } },
    'allowedValues.p must be a list of texts, numbers, booleans or null, got "a"',
  ],
  [
    { tool: 't', allowedValues: { p: [{}] } },
    'allowedValues.p must be a list of texts, numbers, booleans or null, got [{}]',
  ],
  [{ tool: 't', min: { p: '1' } }, 'min.p must be a finite number, got "1"'],
  [{ tool: 't', max: { p: Number.NaN } }, 'max.p must be a finite number, got NaN'],
  [{ tool: 't', minLength: { p: -1 } }, 'minLength.p must be a whole number, 0 or more, got -1'],
  [{ tool: 't', maxLength: { p: 1.5 } }, 'maxLength.p must be a whole number, 0 or more, got 1.5'],
  [{ tool: 't', maxSize: { p: 1n } }, 'maxSize.p must be a whole number, 0 or more, got 1n'],
  [{ tool: 't', patterns: { p: 5 } }, 'patterns.p must be a pattern, got 5'],
  [{ tool: 't', pathScope: 'home' }, 'pathScope must be one of workspace, temp, global, got "home"'],
  [{ tool: 't', pathScope: { p: 1 } }, 'pathScope.p must be one of workspace, temp, global, got 1'],
  [{ tool: 't', pathScope: 'temp', workspaceRoot: 5 }, 'workspaceRoot must be a path, got 5'],
  [{ tool: 't', pathAllow: { p: 'x' } }, 'pathAllow.p must be a list of texts, got "x"'],
  [{ tool: 't', pathDeny: 'x' }, 'pathDeny must be a list of texts, got "x"'],
  [{ tool: 't', dependsOn: { p: 5 } }, 'dependsOn.p must be a list of texts, got 5'],
  [{ tool: 't', requiredOneOf: 'ab' }, 'requiredOneOf must be a list of groups, got "ab"'],
  [{ tool: 't', requiredOneOf: ['a'] }, 'requiredOneOf.0 must be a list of texts, got "a"'],
  [{ tool: 't', requiredOneOf: [[]] }, 'requiredOneOf.0 must be a list of one text or more, got []'],
  [{ tool: 't', mutuallyExclusive: 'ab' }, 'mutuallyExclusive must be a list of groups, got "ab"'],
  [{ tool: 't', mutuallyExclusive: ['a'] }, 'mutuallyExclusive.0 must be a list of texts, got "a"'],
  [{ tool: 't', secrets: 'a' }, 'secrets must be a list of texts, got "a"'],
  [{ tool: 't', validators: { p: 'x' } }, 'validators.p must be a function, got "x"'],
];

describe('a rule of the wrong shape is refused when it is registered, and says so:', () => {
  it.each(WRONG.map(([rule, message]) => ({ rule, message })))('$message', ({ rule, message }) => {
    const gate = createSchemaGate({ workspaceRoot: '/w', facts: createFixedFileFacts() });
    try {
      gate.registerRule(rule as SchemaRule);
      expect.unreachable();
    } catch (error) {
      expect(SentinelError.is(error, 'INVALID_CONFIG')).toBe(true);
      expect((error as Error).message).toBe(message);
    }
    expect(gate.getRules()).toEqual([]);
  });
});
