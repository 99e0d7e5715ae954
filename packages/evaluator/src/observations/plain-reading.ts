/** Reading untrusted JSON field by field: each reader says whether a value is what it must be. */

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** A finite number from 0, such as a risk score or a moment in milliseconds since the epoch. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

export function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 400;
}

export function isScore(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && value >= 0 && value <= 100);
}

/** True for any list; its items are unknown until they are read. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** A list of at most `max` items, each read by `read`; null when it is none or an item cannot be read. */
export function readList<T>(
  value: unknown,
  max: number,
  read: (item: unknown) => T | null,
): readonly T[] | null {
  if (!isList(value) || value.length > max) return null;
  const items = value.map(read);
  return items.every((item) => item !== null) ? items : null;
}
