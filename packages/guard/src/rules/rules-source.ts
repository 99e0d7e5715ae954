import { SentinelError } from '@sentinel-agentos/core';
import { combineRules, type GuardRules } from './guard-rules.js';
import { compileRuleBook, type RuleBook } from './rule-book.js';
import { createRulesFile, type RulesFileOptions, type RulesStatus } from './rules-file.js';
import { defaultGuardRules } from './default-guard-rules.js';
import { parseRules } from './parse-rules.js';
import type { FileFacts } from '../facts/file-facts.js';
import type { SchemaRule } from '../schema/schema-rule.js';

/** The black lists of a guard. */
export interface RulesGate {
  /**
   * Looks whether the rules file changed and takes its rules. A file that is bad or gone changes nothing: the
   * rules before stay and the status says why. Never throws.
   */
  refresh(options?: { readonly force?: boolean }): RulesStatus;
  /** What the last look at the file gave; looks at nothing. */
  status(): RulesStatus;
  /** All lists in force, of every source. */
  current(): Required<GuardRules>;
}

/** The gate as the guard holds it. */
export interface RulesSource extends RulesGate {
  book(): RuleBook;
}

export interface RulesSourceOptions extends RulesFileOptions {
  readonly workspaceRoot: string;
  readonly facts: FileFacts;
  readonly builtIn: boolean;
  readonly rules: GuardRules | undefined;
  readonly file: string | undefined;
  /** Takes the schema rules of all sources, or throws and keeps those before. */
  readonly takeSchema: (rules: readonly SchemaRule[]) => void;
}

const NO_FILE: RulesStatus = Object.freeze({ state: 'none', path: null, problem: null });

/**
 * Puts the black lists of all sources together.
 *
 * @throws SentinelError `INVALID_CONFIG` when the rules of the host or of the file are wrong. Starting with
 * fewer rules than were written would be worse than not starting.
 */
export function createRulesSource(options: RulesSourceOptions): RulesSource {
  const fixed = [
    ...(options.builtIn ? [defaultGuardRules] : []),
    ...(options.rules === undefined ? [] : [parseRules(options.rules, 'rules')]),
  ];
  let current = combineRules(fixed);
  let book = compileRuleBook(current, options.workspaceRoot, options.facts);
  const take = (fromFile: readonly GuardRules[]): void => {
    const next = combineRules([...fixed, ...fromFile]);
    const nextBook = compileRuleBook(next, options.workspaceRoot, options.facts);
    // Everything that can fail comes before the first change.
    options.takeSchema(next.schema);
    current = next;
    book = nextBook;
  };
  take([]);

  const file = options.file === undefined ? null : createRulesFile(options.file, options);
  const refresh = (force: boolean): RulesStatus => file?.refresh((rules) => take([rules]), force) ?? NO_FILE;
  const { problem } = refresh(true);
  if (problem !== null) throw new SentinelError('INVALID_CONFIG', problem);

  return Object.freeze({
    refresh: ({ force = false }: { readonly force?: boolean } = {}): RulesStatus => refresh(force),
    status: (): RulesStatus => file?.status() ?? NO_FILE,
    current: (): Required<GuardRules> => current,
    book: (): RuleBook => book,
  });
}
