import { SentinelError } from '@sentinel-agentos/core';
import { canonicalText } from '../matching/canonical-text.js';
import { displayText } from '../matching/display-text.js';

/** A list of parameter names, globs or other texts in a rule. */
export function textList(value: unknown, where: string): readonly string[] {
  if (
    !Array.isArray(value) ||
    !value.every((item): item is string => typeof item === 'string' && item !== '')
  ) {
    throw bad(where, 'a list of texts', value);
  }
  return value;
}

/** A record of a rule, each member of which `read` checks. */
export function recordOf<T>(
  value: unknown,
  where: string,
  read: (member: unknown, where: string) => T,
): Readonly<Record<string, T>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof RegExp) {
    throw bad(where, 'an object with parameter names as keys', value);
  }
  const record: Record<string, T> = Object.create(null) as Record<string, T>;
  for (const [key, member] of Object.entries(value)) record[key] = read(member, `${where}.${key}`);
  return record;
}

/** A finite number of a rule, for bounds of values. */
export function finiteNumber(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw bad(where, 'a finite number', value);
  return value;
}

/** A whole number of a rule that is not negative, for lengths and sizes. */
export function wholeNumber(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw bad(where, 'a whole number, 0 or more', value);
  }
  return value;
}

/** One of a closed list of texts. */
export function oneOf<T extends string>(choices: readonly T[], value: unknown, where: string): T {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw bad(where, `one of ${choices.join(', ')}`, value);
  return choice;
}

/** The error for a part of a rule that has the wrong shape. */
export function bad(where: string, expected: string, value: unknown): SentinelError {
  return new SentinelError(
    'INVALID_CONFIG',
    `${where} must be ${expected}, got ${displayText(canonicalText(value))}`,
  );
}
