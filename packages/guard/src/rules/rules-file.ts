import { readFileSync, statSync } from 'node:fs';
import { SentinelError, type Clock } from '@sentinel-agentos/core';
import { displayText, errorText } from '../matching/display-text.js';
import { parseRules } from './parse-rules.js';
import type { GuardRules } from './guard-rules.js';

const MAX_BYTES = 1_048_576;
const DEFAULT_EVERY_MS = 1000;

/** Whether the rules in force are those of the file. */
export interface RulesStatus {
  /** `kept`: the file is bad or gone, and the rules read from it before are still in force. */
  readonly state: 'none' | 'absent' | 'loaded' | 'kept';
  /** Absolute path of the file; null without one. */
  readonly path: string | null;
  /** Why the file's rules are not in force; null when they are. */
  readonly problem: string | null;
}

/** A file of rules that may be edited while the guard works. Nothing watches it: the owner asks. */
export interface RulesFile {
  /**
   * Looks whether the file changed, at most every so many milliseconds unless forced. `accept` takes the new
   * rules or throws; then, as for a file that can't be read, the rules before stay.
   */
  refresh(accept: (rules: GuardRules) => void, force: boolean): RulesStatus;
  status(): RulesStatus;
}

export interface RulesFileOptions {
  readonly clock?: Pick<Clock, 'monotonic'>;
  /** Milliseconds between two looks at the file. Default 1000. */
  readonly everyMs?: number;
}

/**
 * Reads a rules file (JSON).
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when it can't be read, `INVALID_CONFIG` when it is not what it must be.
 */
export function loadRules(path: string): GuardRules {
  return parseRules(parseJson(readText(path), path), path);
}

/** Makes the owner's view of a rules file. Reads nothing yet. */
export function createRulesFile(path: string, options: RulesFileOptions = {}): RulesFile {
  const now = (): number => options.clock?.monotonic() ?? performance.now();
  const everyMs = options.everyMs ?? DEFAULT_EVERY_MS;
  let status: RulesStatus = { state: 'absent', path, problem: null };
  let seen: string | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const fail = (problem: string): RulesStatus => ({
    state: status.state === 'absent' ? 'absent' : 'kept',
    path,
    problem: displayText(problem, 600),
  });
  return Object.freeze({
    status: () => status,
    refresh(accept: (rules: GuardRules) => void, force: boolean): RulesStatus {
      if (!force && now() - lookedAt < everyMs) return status;
      lookedAt = now();
      const mark = fingerprint(path);
      if (!force && mark === seen) return status;
      seen = mark;
      if (mark === null) {
        status =
          status.state === 'absent' ? { state: 'absent', path, problem: null } : fail(`${path} is gone`);
        return status;
      }
      try {
        accept(loadRules(path));
        status = { state: 'loaded', path, problem: null };
      } catch (error) {
        status = fail(errorText(error));
      }
      return status;
    },
  });
}

/** Changes when the file changes; null when there is none. */
function fingerprint(path: string): string | null {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return null;
  }
}

function readText(path: string): string {
  try {
    const { size } = regularFile(path);
    if (size > MAX_BYTES) {
      throw new SentinelError('INVALID_CONFIG', `${path} is larger than ${MAX_BYTES} bytes`);
    }
    return readFileSync(path, 'utf8').replace(/^\ufeff/u, '');
  } catch (error) {
    if (SentinelError.is(error)) throw error;
    throw new SentinelError('STATE_UNAVAILABLE', `${path} cannot be read: ${errorText(error)}`, {
      cause: error,
    });
  }
}

/** A pipe in the file's place would let the reader wait for ever. */
function regularFile(path: string): { readonly size: number } {
  const stat = statSync(path);
  if (!stat.isFile()) throw new SentinelError('INVALID_CONFIG', `${path} is not a file`);
  return stat;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new SentinelError('INVALID_CONFIG', `${path} is not JSON: ${errorText(error)}`, { cause: error });
  }
}
