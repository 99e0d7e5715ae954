import type { Params } from '@sentinel-agentos/core';
import { displayText } from '../matching/display-text.js';
import type { FileFacts } from '../facts/file-facts.js';
import type { SchemaError, SchemaRule } from './schema-rule.js';

/** The part of a tool call that the schema gate looks at. */
export interface SchemaCall {
  readonly tool: string;
  readonly params: Params;
  /** Absolute path that relative paths refer to. */
  readonly cwd: string;
}

/** What checks know about their surroundings. */
export interface SchemaContext {
  /** Absolute path; the root of `pathScope: 'workspace'` where a rule names none. */
  readonly workspaceRoot: string;
  /** The only view of the disk: links of paths are followed through it. */
  readonly facts: FileFacts;
}

/** A check of one rule, ready to run. Never throws. */
export type SchemaCheck = (call: SchemaCall) => readonly SchemaError[];

/**
 * Prepares one kind of check for a rule, or null when the rule doesn't ask for it.
 *
 * @throws SentinelError `INVALID_CONFIG` when its part of the rule has the wrong shape.
 */
export type SchemaCheckCompiler = (rule: SchemaRule, context: SchemaContext) => SchemaCheck | null;

/** Runs a check for each parameter of a record that is given; null counts as given. */
export function forEachGiven<T>(
  record: Readonly<Record<string, T>>,
  check: (field: string, expected: T, call: SchemaCall) => SchemaError | null,
): SchemaCheck {
  const entries = Object.entries(record);
  return (call) =>
    entries.flatMap(([field, expected]) => {
      if (!Object.hasOwn(call.params, field)) return [];
      const error = check(field, expected, call);
      return error === null ? [] : [error];
    });
}

/** Makes a schema error. */
export function schemaError(field: string, rule: string, en: string, zh: string): SchemaError {
  // A field may be a path through keys that an attacker chose.
  const shown = displayText(field);
  return { field, rule, message: { en: `${shown} ${en}`, zh: `${shown} ${zh}` } };
}
