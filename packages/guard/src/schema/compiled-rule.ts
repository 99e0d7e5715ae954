import { compileAllowedValues } from './checks/allowed-values.js';
import { compileDependsOn } from './checks/depends-on.js';
import { compileForbidden } from './checks/forbidden.js';
import { compileMax, compileMin } from './checks/range.js';
import { compileMaxLength, compileMinLength } from './checks/length.js';
import { compileMaxSize } from './checks/max-size.js';
import { compileMutuallyExclusive } from './checks/mutually-exclusive.js';
import { compilePathAllow } from './checks/path-allow.js';
import { compilePathDeny } from './checks/path-deny.js';
import { compilePathScope } from './checks/path-scope.js';
import { compilePatterns } from './checks/patterns.js';
import { compileRequired } from './checks/required.js';
import { compileRequiredOneOf } from './checks/required-one-of.js';
import { compileToolSchema } from './checks/tool-schema.js';
import { compileTypes } from './checks/value-types.js';
import { compileValidators } from './checks/validators.js';
import { canonicalText } from '../matching/canonical-text.js';
import { copyRule } from './copy-rule.js';
import { declaredSecrets } from './checks/secrets.js';
import { isStandardSchema, type StandardSchema } from './tool-schema.js';
import type { SchemaCheck, SchemaCheckCompiler, SchemaContext } from './schema-check.js';
import type { SchemaRule } from './schema-rule.js';

const COMPILERS: readonly SchemaCheckCompiler[] = [
  compileRequired,
  compileRequiredOneOf,
  compileForbidden,
  compileTypes,
  compileAllowedValues,
  compileMin,
  compileMax,
  compileMinLength,
  compileMaxLength,
  compilePatterns,
  compilePathScope,
  compilePathAllow,
  compilePathDeny,
  compileDependsOn,
  compileMutuallyExclusive,
  compileMaxSize,
  compileToolSchema,
  // Last: code of the host sees a value only beside everything that is already known to be wrong with it.
  compileValidators,
];

/** A rule with its checks ready to run. */
export interface CompiledRule {
  readonly rule: SchemaRule;
  readonly checks: readonly SchemaCheck[];
  readonly secrets: readonly string[];
  /** Stands for the rule in a digest. */
  readonly text: string;
}

/**
 * Checks the shape of a rule and prepares it.
 *
 * @throws SentinelError `INVALID_CONFIG` naming the part of the rule and its value.
 */
export function compileRule(rule: unknown, context: SchemaContext): CompiledRule {
  const copy = copyRule(rule);
  const checks = COMPILERS.flatMap((compile) => compile(copy, context) ?? []);
  return { rule: copy, checks, secrets: declaredSecrets(copy), text: ruleText(copy) };
}

function ruleText(rule: SchemaRule): string {
  const { schema } = rule;
  return canonicalText(isStandardSchema(schema) ? { ...rule, schema: standardText(schema) } : rule);
}

/**
 * What can be told of the schema of a library: who made it, and its JSON Schema when it can say it. Its own
 * code can't be told apart; but a call that it rejects is rejected whatever was approved before.
 */
function standardText(schema: StandardSchema): string {
  const props = schema['~standard'] as StandardSchema['~standard'] & {
    readonly jsonSchema?: { readonly input?: (options: { readonly target: string }) => unknown };
  };
  try {
    return canonicalText([props.vendor, props.jsonSchema?.input?.({ target: 'draft-2020-12' })]);
  } catch {
    return canonicalText([props.vendor]);
  }
}
