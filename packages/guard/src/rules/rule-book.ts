import type { Finding, Params } from '@sentinel-agentos/core';
import { canonicalText } from '../matching/canonical-text.js';
import { compileCommandRules } from './command-rules.js';
import { compileProtectedFiles, compileSensitiveFiles } from './file-rules.js';
import type { EffectReading } from '../effects/effect-reading.js';
import type { FileFacts } from '../facts/file-facts.js';
import type { GuardRules } from './guard-rules.js';

/** Black lists, compiled. */
export interface RuleBook {
  findings(params: Params, reading: EffectReading, facts: FileFacts): readonly Finding[];
  /** Stands for the lists in a digest. */
  readonly version: string;
}

/**
 * Compiles black lists. The list `schema` is the schema gate's and not looked at.
 *
 * @throws SentinelError `INVALID_CONFIG` for a pattern or glob that is wrong.
 */
export function compileRuleBook(rules: GuardRules, workspaceRoot: string, facts: FileFacts): RuleBook {
  const base = { roots: [...new Set([workspaceRoot, facts.realpath(workspaceRoot)])], home: facts.home };
  const dangerous = compileCommandRules('dangerous', rules.dangerous ?? []);
  const warning = compileCommandRules('warning', rules.warning ?? []);
  const sensitive = compileSensitiveFiles(rules.sensitiveFiles ?? [], base);
  const protection = compileProtectedFiles(rules.protectedFiles ?? [], base);
  return Object.freeze({
    findings: (params: Params, reading: EffectReading, now: FileFacts): readonly Finding[] => [
      ...dangerous(params, reading),
      ...sensitive(reading.effects, now),
      ...protection(reading.effects, now),
      ...warning(params, reading),
    ],
    version: canonicalText([rules.dangerous, rules.warning, rules.sensitiveFiles, rules.protectedFiles]),
  });
}
