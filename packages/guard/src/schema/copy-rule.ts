import { SentinelError } from '@sentinel-agentos/core';
import { bad } from './rule-shape.js';
import { displayText } from '../matching/display-text.js';
import { copyJson } from './json-schema/json-data.js';
import { isStandardSchema } from './tool-schema.js';
import type { SchemaRule } from './schema-rule.js';

/** No part of a rule is this deep; a rule that refers to itself is. */
const MAX_DEPTH = 10;

const KEYS: ReadonlySet<string> = new Set<keyof SchemaRule>([
  'tool',
  'required',
  'requiredOneOf',
  'forbidden',
  'types',
  'allowedValues',
  'min',
  'max',
  'minLength',
  'maxLength',
  'patterns',
  'pathScope',
  'workspaceRoot',
  'pathAllow',
  'pathDeny',
  'dependsOn',
  'mutuallyExclusive',
  'maxSize',
  'secrets',
  'schema',
  'validators',
]);

/**
 * The rule as a frozen copy of its own, so that later changes by its author change nothing.
 *
 * @throws SentinelError `INVALID_CONFIG` for a rule that is not an object, has no tool name or an unknown part:
 * a misspelt `pathdeny` must not pass for a rule without one.
 */
export function copyRule(rule: unknown): SchemaRule {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) {
    throw new SentinelError('INVALID_CONFIG', 'a schema rule must be an object');
  }
  const { schema, ...others } = rule as { readonly schema?: unknown };
  const copy = copyOf(others, schema) as Record<string, unknown>;
  const { tool } = copy as { tool?: unknown };
  if (typeof tool !== 'string' || tool === '') throw bad('schema rule: tool', 'a tool name', tool);
  for (const key of Object.keys(copy)) {
    if (!KEYS.has(key)) {
      throw new SentinelError(
        'INVALID_CONFIG',
        `the schema rule of ${displayText(tool)} has an unknown part ${displayText(JSON.stringify(key))}`,
      );
    }
  }
  return copy as unknown as SchemaRule;
}

function copyOf(others: object, schema: unknown): unknown {
  const copy = freezeCopy(others) as object;
  if (schema === undefined) return copy;
  // The schema of a library is code, which nobody can copy.
  const own = isStandardSchema(schema) ? schema : copyJson(schema, 'schema');
  return Object.freeze(Object.assign(Object.create(null), copy, { schema: own }));
}

function freezeCopy(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return value;
  if (depth > MAX_DEPTH) {
    throw new SentinelError('INVALID_CONFIG', `a schema rule is nested more than ${MAX_DEPTH} levels deep`);
  }
  if (Array.isArray(value)) return Object.freeze(value.map((item) => freezeCopy(item, depth + 1)));
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) copy[key] = freezeCopy(member, depth + 1);
  }
  return Object.freeze(copy);
}
