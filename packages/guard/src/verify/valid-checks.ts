import { isAbsolute } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import type { Check } from './check.js';
import type { CheckResult } from '@sentinel-agentos/core';

const FIELDS: Readonly<Record<Check['mode'], ReadonlySet<string>>> = {
  sync: new Set(['name', 'mode', 'onFail', 'applies', 'run']),
  async: new Set(['name', 'mode', 'onFail', 'applies', 'run', 'timeoutMs']),
};
const STATUSES: ReadonlySet<unknown> = new Set<CheckResult['status']>([
  'pass',
  'warn',
  'fail',
  'not-checked',
]);

/** Throws `INVALID_ARGUMENT` for what is no check, fields that no check has, and a name that is taken already. */
export function assertValidChecks(
  checks: readonly unknown[],
  taken: readonly string[],
): asserts checks is readonly Check[] {
  const names = new Set<unknown>(taken);
  checks.forEach((check, index) => {
    const at = `checks[${index}]`;
    if (typeof check !== 'object' || check === null) refuse(at, 'must be a check', check);
    const { name, mode, onFail, applies, run, timeoutMs } = check as Record<
      keyof Check | 'timeoutMs',
      unknown
    >;
    if (typeof name !== 'string' || name === '') refuse(`${at}.name`, 'must be a text', name);
    if (mode !== 'sync' && mode !== 'async') refuse(`${at}.mode`, 'must be "sync" or "async"', mode);
    const unknown = Object.keys(check).find((field) => !FIELDS[mode].has(field));
    if (unknown !== undefined)
      refuse(`${at}.${unknown}`, `is no field of a check that is ${mode}`, undefined);
    if (typeof applies !== 'function') refuse(`${at}.applies`, 'must be a function', applies);
    if (typeof run !== 'function') refuse(`${at}.run`, 'must be a function', run);
    assertOnFail(`${at}.onFail`, onFail);
    if (timeoutMs !== undefined) assertMilliseconds(`${at}.timeoutMs`, timeoutMs);
    if (names.has(name)) {
      throw new SentinelError('INVALID_ARGUMENT', `two checks are named ${JSON.stringify(name)}`);
    }
    names.add(name);
  });
}

/** Throws `INVALID_ARGUMENT` for a field that the options of `what` do not have. */
export function assertKnownFields(what: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((field) => !known.includes(field));
  if (unknown !== undefined)
    throw new SentinelError('INVALID_ARGUMENT', `${what} has no option ${JSON.stringify(unknown)}`);
}

/** Throws `INVALID_ARGUMENT` for a limit that no timer can keep. */
export function assertMilliseconds(name: string, value: unknown): void {
  if (typeof value !== 'number' || !(value > 0) || value > 2 ** 31 - 1)
    refuse(name, 'must be a positive number of milliseconds below 2^31', value);
}

/** Throws `INVALID_ARGUMENT` for a time that can't be waited; none at all can. */
export function assertWait(name: string, value: unknown): void {
  if (value !== 0) assertMilliseconds(name, value);
}

/** Throws `INVALID_ARGUMENT` for what a check can't make of its failures. */
export function assertOnFail(name: string, value: unknown): void {
  if (value !== undefined && value !== 'warn' && value !== 'fail')
    refuse(name, 'must be "warn" or "fail"', value);
}

/** Throws `INVALID_ARGUMENT` for what is neither true nor false. */
export function assertBoolean(name: string, value: unknown): void {
  if (typeof value !== 'boolean') refuse(name, 'must be true or false', value);
}

/**
 * Throws `INVALID_ARGUMENT` for a program that is neither named without a folder nor by an absolute path: a relative
 * path would mean a file of whatever folder it is started in.
 */
export function assertProgram(name: string, value: unknown): void {
  if (
    typeof value !== 'string' ||
    value.trim() === '' ||
    value.includes('\0') ||
    (/[/\\]/.test(value) && !isAbsolute(value))
  )
    refuse(name, 'must be the name of a program or an absolute path', value);
}

/** Throws `INVALID_ARGUMENT` for what is no list of texts. */
export function assertTexts(name: string, value: unknown): void {
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string' && !each.includes('\0')))
    refuse(name, 'must be a list of texts', value);
}

/** Throws `INVALID_ARGUMENT` for what is given and no function. */
export function assertFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') refuse(name, 'must be a function', value);
}

/** Throws `INVALID_ARGUMENT` for a path that is not absolute. */
export function assertAbsolute(name: string, value: unknown): void {
  if (typeof value !== 'string' || !isAbsolute(value) || value.includes('\0'))
    refuse(name, 'must be an absolute path', value);
}

/** Throws for an answer that holds anything but results. */
export function assertResults(answer: unknown): asserts answer is readonly CheckResult[] {
  if (!Array.isArray(answer) || !answer.every(isResult))
    throw new Error('it answered with no list of results');
}

function isResult(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { check, status, message } = value as Partial<Record<keyof CheckResult, unknown>>;
  if (typeof check !== 'string' || !STATUSES.has(status) || typeof message !== 'object' || message === null)
    return false;
  const { en, zh } = message as Partial<Record<string, unknown>>;
  return typeof en === 'string' && typeof zh === 'string';
}

function refuse(name: string, must: string, got: unknown): never {
  const shown = got === undefined ? '' : `; got ${show(got)}`;
  throw new SentinelError('INVALID_ARGUMENT', `${name} ${must}${shown}`);
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 100)) : String(value).slice(0, 100);
}
