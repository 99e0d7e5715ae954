import type { Params } from '@sentinel-agentos/core';
import { canonicalText } from '../matching/canonical-text.js';
import { compileRule, type CompiledRule } from './compiled-rule.js';
import { tellsOfSecret } from './checks/secrets.js';
import type { SchemaCall, SchemaContext } from './schema-check.js';
import type { SchemaResult, SchemaRule } from './schema-rule.js';

/**
 * Checks the parameters of tool calls against registered rules. A tool without a rule passes: the risk gate
 * judges it all the same. Tool names are matched exactly; when no rule has the exact name, without case and
 * with `-` as `_`, and `writeFile` as `write_file`.
 */
export interface SchemaGate {
  /**
   * Registers a rule; the last one of a tool wins. The rule is copied: changing it later changes nothing.
   *
   * @throws SentinelError `INVALID_CONFIG` naming the part and value that are wrong, an invalid or
   * non-linear pattern included. Nothing is registered then.
   */
  registerRule(rule: SchemaRule): void;
  /** Registers all of the rules or, when one of them is wrong, none. */
  registerRules(rules: readonly SchemaRule[]): void;
  /** Whether a rule is in force for a tool, under any spelling of its name. */
  hasRule(tool: string): boolean;
  /** The rule that is in force for a tool. */
  getRule(tool: string): SchemaRule | undefined;
  /** The rules in force, in the order of their tools' first registration. */
  getRules(): readonly SchemaRule[];
  /** Never throws. */
  check(call: SchemaCall): SchemaResult;
  /** Top-level parameters of this call whose values must not be kept: declared, or telling by their name. */
  secretParams(tool: string, params: Params): readonly string[];
}

/** The gate as its owner holds it: with rules beneath the registered ones. */
export interface LayeredSchemaGate extends SchemaGate {
  /** Replaces the rules that hold where nothing was registered. All or none. */
  setBaseRules(rules: readonly SchemaRule[]): void;
  /** Stands for all rules in force, in a digest. */
  version(): string;
  /** The rule in force for a tool with its checks, for a judge who does not know every parameter. */
  compiledRule(tool: string): CompiledRule | undefined;
}

/** Makes a schema gate. */
export function createSchemaGate(context: SchemaContext): SchemaGate {
  return createLayeredSchemaGate(context);
}

/** Makes a schema gate with a replaceable layer of base rules. */
export function createLayeredSchemaGate(context: SchemaContext): LayeredSchemaGate {
  const registered = new Map<string, CompiledRule>();
  let base: ReadonlyMap<string, CompiledRule> = new Map();
  let inForce = new Map<string, CompiledRule>();
  let loosely = new Map<string, CompiledRule>();
  let version = '';

  const settle = (): void => {
    inForce = new Map([...base, ...registered]);
    version = canonicalText([...inForce.values()].map(({ text }) => text));
    loosely = new Map([...inForce].map(([tool, compiled]) => [looseName(tool), compiled]));
  };
  const find = (tool: string): CompiledRule | undefined =>
    inForce.get(tool) ?? (loosely.size === 0 ? undefined : loosely.get(looseName(tool)));
  const registerRules = (rules: readonly SchemaRule[]): void => {
    for (const compiled of rules.map((rule) => compileRule(rule, context))) {
      registered.set(compiled.rule.tool, compiled);
    }
    settle();
  };

  return Object.freeze({
    registerRules,
    registerRule: (rule: SchemaRule): void => registerRules([rule]),
    setBaseRules(rules: readonly SchemaRule[]): void {
      const compiled = rules.map((rule) => compileRule(rule, context));
      base = new Map(compiled.map((item) => [item.rule.tool, item]));
      settle();
    },
    hasRule: (tool: string): boolean => find(tool) !== undefined,
    getRule: (tool: string): SchemaRule | undefined => find(tool)?.rule,
    getRules: (): readonly SchemaRule[] => [...inForce.values()].map(({ rule }) => rule),
    check(call: SchemaCall): SchemaResult {
      const errors = (find(call.tool)?.checks ?? []).flatMap((check) => check(call));
      return { pass: errors.length === 0, errors };
    },
    secretParams(tool: string, params: Params): readonly string[] {
      const declared = find(tool)?.secrets ?? [];
      const telling = Object.keys(params).filter((name) => tellsOfSecret(name) && !declared.includes(name));
      return telling.length === 0 ? declared : [...declared, ...telling];
    },
    version: (): string => version,
    compiledRule: find,
  });
}

function looseName(tool: string): string {
  return tool
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, '_')
    .replaceAll('-', '_')
    .toLowerCase();
}
