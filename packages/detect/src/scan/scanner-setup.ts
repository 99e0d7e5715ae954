import { SentinelError } from '@sentinel-agentos/core';
import { compileAllowList, type AllowedSecret, type AllowList } from './allow-list.js';
import { compileCustomPatterns, type CustomPattern } from './custom-patterns.js';
import { findByRules } from './find-secrets.js';
import type { Finder } from './finding.js';

/** How a scanner for secrets is set up. */
export interface SecretScannerOptions {
  /** Rules of the user's own, beside those of the package. */
  readonly customPatterns?: readonly CustomPattern[];
  /** What is known and wanted. Exact: by the value's hash, by rule, by path. */
  readonly allow?: readonly AllowedSecret[];
  /**
   * Factor on the work that a text may cost, above 0; 1 where nothing is given. The work is counted, not timed: the
   * same text ends at the same place on every machine. Patterns of the user's own are not counted: they take time
   * linear in the text.
   */
  readonly budget?: number;
}

/** A scanner's options, checked and compiled. */
export interface ScannerSetup {
  readonly finders: readonly Finder[];
  readonly isAllowed: AllowList;
  readonly budget: number;
}

const OPTIONS = new Set(['customPatterns', 'allow', 'budget']);

/**
 * Checks and compiles the options of a scanner.
 *
 * @throws SentinelError `INVALID_CONFIG` naming the option that is wrong.
 */
export function setUpScanner(options: SecretScannerOptions): ScannerSetup {
  const unknown = Object.keys(options).find((key) => !OPTIONS.has(key));
  if (unknown !== undefined) throw new SentinelError('INVALID_CONFIG', `there is no option "${unknown}"`);
  const { customPatterns = [], allow = [], budget = 1 } = options;
  if (typeof budget !== 'number' || !(budget > 0) || budget > 1000) {
    throw new SentinelError(
      'INVALID_CONFIG',
      `budget must be above 0 and at most 1000, got ${String(budget)}`,
    );
  }
  const custom = customPatterns.length === 0 ? [] : [compileCustomPatterns(customPatterns)];
  return { finders: [findByRules, ...custom], isAllowed: compileAllowList(allow), budget };
}
