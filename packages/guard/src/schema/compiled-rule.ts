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
import { compileTypes } from './checks/value-types.js';
import { compileValidators } from './checks/validators.js';
import { copyRule } from './rule-shape.js';
import { declaredSecrets } from './checks/secrets.js';
import type { SchemaCheck, SchemaCheckCompiler, SchemaContext } from './schema-check.js';
import type { SchemaRule } from './schema-rule.js';

const COMPILERS: readonly SchemaCheckCompiler[] = [
  compileRequired,
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
  // Last: code of the host sees a value only beside everything that is already known to be wrong with it.
  compileValidators,
];

/** A rule with its checks ready to run. */
export interface CompiledRule {
  readonly rule: SchemaRule;
  readonly checks: readonly SchemaCheck[];
  readonly secrets: readonly string[];
}

/**
 * Checks the shape of a rule and prepares it.
 *
 * @throws SentinelError `INVALID_CONFIG` naming the part of the rule and its value.
 */
export function compileRule(rule: unknown, context: SchemaContext): CompiledRule {
  const copy = copyRule(rule);
  const checks = COMPILERS.flatMap((compile) => compile(copy, context) ?? []);
  return { rule: copy, checks, secrets: declaredSecrets(copy) };
}
