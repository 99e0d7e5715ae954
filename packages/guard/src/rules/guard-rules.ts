import type { LocalizedText } from '@sentinel-agentos/core';
import type { SchemaRule } from '../schema/schema-rule.js';

/** What a rule says to people: one text for every language, or a text for each. */
export type RuleDescription = string | LocalizedText;

/** A pattern (RE2 syntax) and what is wrong with what it matches. */
export type CommandRule = readonly [pattern: string, description: RuleDescription];

/** Black lists as `guard-rules.json` holds them. An absent list is an empty one. */
export interface GuardRules {
  /** Commands that are denied. */
  readonly dangerous?: readonly CommandRule[];
  /** Commands that need an approval. */
  readonly warning?: readonly CommandRule[];
  /** Globs of files that are neither read nor changed. */
  readonly sensitiveFiles?: readonly string[];
  /** Files and folders that are not deleted: paths from the workspace root, absolute paths, or globs. */
  readonly protectedFiles?: readonly string[];
  /** Rules of the schema gate. */
  readonly schema?: readonly SchemaRule[];
}

/** The rules of several sources together. Sources only add: none can take a rule of another away. */
export function combineRules(sources: readonly GuardRules[]): Required<GuardRules> {
  return {
    dangerous: sources.flatMap(({ dangerous = [] }) => dangerous),
    warning: sources.flatMap(({ warning = [] }) => warning),
    sensitiveFiles: sources.flatMap(({ sensitiveFiles = [] }) => sensitiveFiles),
    protectedFiles: sources.flatMap(({ protectedFiles = [] }) => protectedFiles),
    schema: sources.flatMap(({ schema = [] }) => schema),
  };
}
