import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { errorCode, stateUnavailable } from './state-unavailable.js';

/** What was found where a checked file should be. */
export type CheckedReading<T> =
  | { readonly status: 'whole'; readonly data: T }
  | { readonly status: 'absent' }
  | { readonly status: 'damaged'; readonly reason: string };

/** A JSON file that carries the SHA-256 of its data. */
export function encodeChecked(format: string, data: unknown): Buffer {
  const json = JSON.stringify(data);
  return Buffer.from(`{"format":${JSON.stringify(format)},"sha256":"${sha256(json)}","data":${json}}\n`);
}

/** Reads such a file. Throws `STATE_UNAVAILABLE` when it is there and cannot be read. */
export function readChecked<T>(
  path: string,
  format: string,
  parse: (data: unknown) => T | null,
): CheckedReading<T> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return { status: 'absent' };
    throw stateUnavailable('read', path, cause);
  }
  return decodeChecked(text, format, parse);
}

function decodeChecked<T>(
  text: string,
  format: string,
  parse: (data: unknown) => T | null,
): CheckedReading<T> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return { status: 'damaged', reason: 'it is not JSON' };
  }
  if (typeof file !== 'object' || file === null) return { status: 'damaged', reason: 'it is not an object' };
  const { format: found, sha256: digest, data } = file as { readonly [key: string]: unknown };
  if (found !== format) return { status: 'damaged', reason: `its format is not ${format}` };
  if (digest !== sha256(JSON.stringify(data) ?? '')) {
    return { status: 'damaged', reason: 'its checksum does not match' };
  }
  const parsed = parse(data);
  return parsed === null
    ? { status: 'damaged', reason: 'it does not hold what it must' }
    : { status: 'whole', data: parsed };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
