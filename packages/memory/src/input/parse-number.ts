import { invalidArgument } from './invalid-argument.js';

/** A finite number of at least `min`; absent means `fallback`. */
export function parseNumber(value: unknown, field: string, min: number, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min) {
    throw invalidArgument(field, `a number of at least ${min}`, value);
  }
  return value;
}

/** A whole number of at least `min`; absent means `fallback`. */
export function parseWholeNumber(value: unknown, field: string, min: number, fallback: number): number {
  const number = parseNumber(value, field, min, fallback);
  if (!Number.isSafeInteger(number)) throw invalidArgument(field, 'a whole number', value);
  return number;
}
