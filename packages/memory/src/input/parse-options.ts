import { invalidArgument } from './invalid-argument.js';

/** An options object; absent means no options. Its fields are still unknown and parsed one by one. */
export function parseOptions<T extends object>(value: T | undefined, field: string): Partial<T> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidArgument(field, 'an object', value);
  }
  return value;
}
