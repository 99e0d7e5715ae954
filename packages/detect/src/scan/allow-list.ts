import { createHash } from 'node:crypto';
import { SentinelError } from '@sentinel-agentos/core';
import type { Finding } from './finding.js';

/** Something that is allowed. Each part that is given must be equal, to the letter; there are no wildcards. */
export interface AllowedSecret {
  /** SHA-256 of the value in UTF-8, 64 hexadecimal digits. */
  readonly sha256?: string;
  /** Identifier of a rule, for example `secret.jwt`. */
  readonly rule?: string;
  /** The path that was given with the text. */
  readonly path?: string;
}

/** Whether a finding at a path is allowed. */
export type AllowList = (finding: Finding, path: string | undefined) => boolean;

/**
 * Compiles an allow-list. It is exact: neither a word beside a secret nor a part of one lets it through.
 *
 * @throws SentinelError `INVALID_CONFIG` for an entry that is empty or not of this form.
 */
export function compileAllowList(entries: readonly AllowedSecret[]): AllowList {
  if (!Array.isArray(entries)) throw new SentinelError('INVALID_CONFIG', 'allow must be a list');
  const allowed = entries.map(checked);
  return (finding, path) =>
    allowed.some(
      (entry) =>
        (entry.rule === undefined || entry.rule === finding.rule) &&
        (entry.path === undefined || entry.path === path) &&
        (entry.sha256 === undefined || entry.sha256 === sha256(finding.value)),
    );
}

function checked(entry: AllowedSecret, index: number): AllowedSecret {
  const at = `allow[${index}]`;
  if (typeof entry !== 'object' || entry === null)
    throw new SentinelError('INVALID_CONFIG', `${at} must be an object`);
  const { sha256: hash, rule, path } = entry;
  const unknown = Object.keys(entry).find((key) => !['sha256', 'rule', 'path'].includes(key));
  if (unknown !== undefined)
    throw new SentinelError('INVALID_CONFIG', `${at} has the unknown field "${unknown}"`);
  if (hash === undefined && rule === undefined && path === undefined) {
    throw new SentinelError('INVALID_CONFIG', `${at} must name a sha256, a rule or a path`);
  }
  for (const [field, value] of Object.entries({ rule, path })) {
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      throw new SentinelError('INVALID_CONFIG', `${at}.${field} must be a text that is not empty`);
    }
  }
  if (hash !== undefined && (typeof hash !== 'string' || !/^[0-9a-f]{64}$/iu.test(hash))) {
    throw new SentinelError('INVALID_CONFIG', `${at}.sha256 must be 64 hexadecimal digits`);
  }
  return {
    ...(hash === undefined ? {} : { sha256: hash.toLowerCase() }),
    ...(rule === undefined ? {} : { rule }),
    ...(path === undefined ? {} : { path }),
  };
}

const sha256 = (value: string): string => createHash('sha256').update(value, 'utf8').digest('hex');
