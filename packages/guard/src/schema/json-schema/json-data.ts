import { SentinelError } from '@sentinel-agentos/core';
import { bad } from '../rule-shape.js';

/** No honest schema is deeper or larger, and every call pays for what a schema holds. */
const MAX_DEPTH = 64;
const MAX_VALUES = 20_000;

/** A value of a schema document. Objects have no prototype. */
export type JsonData =
  null | boolean | number | string | readonly JsonData[] | { readonly [key: string]: JsonData };

/** A schema that is an object, as the document holds it. */
export type SchemaObject = { readonly [keyword: string]: JsonData };

/**
 * A frozen copy of a JSON document, so that later changes by its author change nothing. Members that are
 * `undefined` are left out, as JSON does.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming the place, for what is no JSON: a schema of a library inside,
 * a function, a cycle, extreme depth or size.
 */
export function copyJson(value: unknown, where: string): JsonData {
  let values = 0;
  const copy = (given: unknown, place: string, depth: number): JsonData => {
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw new SentinelError(
        'INVALID_CONFIG',
        `${where} is nested more than ${MAX_DEPTH} levels deep or holds more than ${MAX_VALUES} values`,
      );
    }
    if (given === null || typeof given === 'boolean' || typeof given === 'string') return given;
    if (typeof given === 'number' && Number.isFinite(given)) return given;
    if (Array.isArray(given)) {
      return Object.freeze(
        Array.from(given, (item: unknown, index) => copy(item, `${place}.${index}`, depth + 1)),
      );
    }
    if (!isPlain(given))
      throw bad(place, 'JSON data (or a schema that follows Standard Schema)', nameOf(given));
    const members: Record<string, JsonData> = Object.create(null) as Record<string, JsonData>;
    for (const [key, member] of Object.entries(given)) {
      if (member !== undefined) members[key] = copy(member, `${place}.${key}`, depth + 1);
    }
    return Object.freeze(members);
  };
  return copy(value, where, 0);
}

/** Whether a value of a document is an object, neither a list nor null. */
export function isObject(value: JsonData | undefined): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** What is no data may be endless when it is written out. */
function nameOf(value: unknown): unknown {
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? `an instance of ${value.constructor.name}` : value;
}
