import { SentinelError } from './error.js';
import type { Params, ParamValue } from './params.js';

/** Deeper or larger parameters are refused: no tool needs them, and judging them would take for ever. */
const MAX_DEPTH = 100;
const MAX_NODES = 100_000;

/**
 * Parses the parameters of a tool call, which come from a model, into a deeply frozen copy without prototypes.
 * Dates and URLs become strings, big integers decimal strings, absent (`undefined`) members are left out.
 *
 * @throws SentinelError `INVALID_PARAMS`, naming the place, for anything that cannot be judged as data: a
 * non-object, a cycle, accessors, functions, symbols, instances of other classes, extreme depth or size.
 */
export function parseParams(value: unknown): Params {
  if (!isPlainObject(value)) {
    throw new SentinelError('INVALID_PARAMS', `params must be a plain object, got ${describe(value)}`);
  }
  return new Parser().object(value, 'params');
}

class Parser {
  readonly #ancestors = new Set<object>();
  #nodes = 0;

  object(value: object, place: string): Params {
    return this.#inside(value, place, () => {
      const copy: Record<string, ParamValue> = Object.create(null) as Record<string, ParamValue>;
      for (const key of Reflect.ownKeys(value)) {
        if (typeof key === 'symbol') {
          throw new SentinelError('INVALID_PARAMS', `${place} has a member named by a symbol`);
        }
        const member = this.#value(dataOf(value, key, place), `${place}.${key}`);
        if (member !== undefined) copy[key] = member;
      }
      return Object.freeze(copy);
    });
  }

  #array(value: readonly unknown[], place: string): readonly ParamValue[] {
    return this.#inside(value, place, () => {
      const copy: ParamValue[] = [];
      for (let index = 0; index < value.length; index++) {
        const at = `${place}.${index}`;
        copy.push(this.#value(dataOf(value, String(index), place), at) ?? null);
      }
      return Object.freeze(copy);
    });
  }

  #value(value: unknown, place: string): ParamValue | undefined {
    if (++this.#nodes > MAX_NODES) {
      throw new SentinelError('INVALID_PARAMS', `params hold more than ${MAX_NODES} values`);
    }
    switch (typeof value) {
      case 'string':
      case 'number':
      case 'boolean':
      case 'undefined':
        return value;
      case 'bigint':
        return value.toString();
      case 'object':
        if (value === null) return null;
        if (Array.isArray(value)) return this.#array(value, place);
        if (value instanceof Uint8Array) return Uint8Array.from(value);
        if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
        if (value instanceof URL) return value.href;
        if (isPlainObject(value)) return this.object(value, place);
        throw new SentinelError('INVALID_PARAMS', `${place} must be data, got ${describe(value)}`);
      case 'function':
      case 'symbol':
        throw new SentinelError('INVALID_PARAMS', `${place} must be data, got ${describe(value)}`);
    }
  }

  #inside<T>(value: object, place: string, parse: () => T): T {
    if (this.#ancestors.has(value)) {
      throw new SentinelError('INVALID_PARAMS', `${place} refers back to itself`);
    }
    if (this.#ancestors.size >= MAX_DEPTH) {
      throw new SentinelError('INVALID_PARAMS', `params are nested more than ${MAX_DEPTH} levels deep`);
    }
    this.#ancestors.add(value);
    const parsed = parse();
    this.#ancestors.delete(value);
    return parsed;
  }
}

/** Reads a member without running code of the value's author: a getter could answer differently the next time. */
function dataOf(owner: object, key: string, place: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  if (descriptor?.get !== undefined || descriptor?.set !== undefined) {
    throw new SentinelError('INVALID_PARAMS', `${place}.${key} is an accessor, not data`);
  }
  // A tool sees such a member; whoever copies, prints or compares the parameters does not.
  if (descriptor?.enumerable === false) {
    throw new SentinelError('INVALID_PARAMS', `${place}.${key} is hidden (not enumerable)`);
  }
  return descriptor?.value;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  // Objects of another realm have an Object.prototype of their own. Members that are inherited from anything
  // else would be seen by the tool and not by the judge.
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'object') return value === undefined ? 'undefined' : `a ${typeof value}`;
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return `an instance of ${typeof name === 'string' ? name : 'an unnamed class'}`;
}

/** Whether two parsed values are the same data, whatever the order of their keys. */
export function sameParams(left: ParamValue, right: ParamValue): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (left instanceof Uint8Array || right instanceof Uint8Array) {
    return (
      left instanceof Uint8Array &&
      right instanceof Uint8Array &&
      left.length === right.length &&
      left.every((byte, index) => byte === right[index])
    );
  }
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const mine = Object.entries(left);
  return (
    mine.length === Object.keys(right).length &&
    mine.every(
      ([key, value]) => Object.hasOwn(right, key) && sameParams(value, (right as Params)[key] as ParamValue),
    )
  );
}
