import { canonicalJson } from './canonical-json.js';

/** A JSON object or array that may be changed. */
export type JsonContainer = Record<string, unknown> | unknown[];

/** A member of an object or array inside a record. */
export interface JsonPlace {
  readonly holder: JsonContainer;
  readonly key: string;
  /** JSON pointer (RFC 6901) from the record. */
  readonly path: string;
  /** Size of the value: UTF-8 of a string, canonical JSON of anything else. */
  readonly bytes: number;
}

export function valueAt(holder: JsonContainer, key: string): unknown {
  return Array.isArray(holder) ? holder[Number(key)] : holder[key];
}

export function replaceAt(holder: JsonContainer, key: string, value: unknown): void {
  // defineProperty, because assigning to `__proto__` would change the prototype instead.
  Object.defineProperty(holder, key, { value, configurable: true, enumerable: true, writable: true });
}

/** What a value hashes and counts as. */
export function contentOf(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}

export function placeAt(holder: JsonContainer, key: string, parent: string): JsonPlace {
  const bytes = Buffer.byteLength(contentOf(valueAt(holder, key)));
  return { holder, key, path: pointer(parent, key), bytes };
}

/** Every string at or below a member. */
export function stringsAt(holder: JsonContainer, key: string, parent: string): JsonPlace[] {
  const value = valueAt(holder, key);
  if (typeof value === 'string') return [placeAt(holder, key, parent)];
  if (!isContainer(value)) return [];
  return Object.keys(value).flatMap((member) => stringsAt(value, member, pointer(parent, key)));
}

/** Every list with more than `length` items at or below a member, outer lists first. */
export function listsAt(holder: JsonContainer, key: string, parent: string, length: number): JsonPlace[] {
  const value = valueAt(holder, key);
  if (!isContainer(value)) return [];
  const here = Array.isArray(value) && value.length > length ? [placeAt(holder, key, parent)] : [];
  const below = Object.keys(value).flatMap((member) => listsAt(value, member, pointer(parent, key), length));
  return [...here, ...below];
}

/** The direct members of an object or array that is itself a member. */
export function membersAt(holder: JsonContainer, key: string, parent: string): JsonPlace[] {
  const value = valueAt(holder, key);
  if (!isContainer(value)) return [];
  return Object.keys(value).map((member) => placeAt(value, member, pointer(parent, key)));
}

function isContainer(value: unknown): value is JsonContainer {
  return typeof value === 'object' && value !== null;
}

function pointer(parent: string, key: string): string {
  return `${parent}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
