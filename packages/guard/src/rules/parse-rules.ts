import { SentinelError } from '@sentinel-agentos/core';
import { displayText } from '../matching/display-text.js';
import { loadZod } from '../matching/load-library.js';
import type { GuardRules } from './guard-rules.js';

const MAX_ISSUES = 5;

/**
 * Checks the shape of rules from a file or a host. Patterns, globs and schema rules are checked when they are
 * compiled.
 *
 * @throws SentinelError `INVALID_CONFIG` naming each place that is wrong. An unknown list is wrong: a misspelt
 * one must not pass for rules that hold.
 */
export function parseRules(value: unknown, source: string): GuardRules {
  const z = loadZod();
  const text = z.string().min(1);
  const description = z.union([text, z.strictObject({ en: text, zh: text })]);
  const commands = z.array(z.tuple([text, description])).optional();
  const shape = z.strictObject({
    dangerous: commands,
    warning: commands,
    sensitiveFiles: z.array(text).optional(),
    protectedFiles: z.array(text).optional(),
    schema: z.array(z.looseObject({ tool: text })).optional(),
  });
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues
      .slice(0, MAX_ISSUES)
      .map(({ path, message }) => `${path.map(String).join('.') || 'the rules'}: ${message}`);
    throw new SentinelError('INVALID_CONFIG', `${source}: ${displayText(issues.join('; '), 500)}`);
  }
  const { dangerous, warning, sensitiveFiles, protectedFiles, schema } = parsed.data;
  return {
    ...(dangerous && { dangerous }),
    ...(warning && { warning }),
    ...(sensitiveFiles && { sensitiveFiles }),
    ...(protectedFiles && { protectedFiles }),
    // The schema gate checks these itself, part by part.
    ...(schema && { schema }),
  };
}
