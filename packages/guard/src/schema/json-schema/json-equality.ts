import type { ParamValue } from '@sentinel-agentos/core';
import type { Budget } from './evaluation.js';

/**
 * One text for values that JSON Schema calls equal: the order of members does not matter, `1.0` is `1`, `-0`
 * is `0`. Bytes, and numbers that JSON lacks, equal only their like.
 */
export function equalityText(value: ParamValue, budget: Budget): string {
  budget.spend(1);
  if (typeof value === 'number') return String(value + 0);
  if (typeof value === 'string') {
    budget.spend(value.length >> 6);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Uint8Array) {
    budget.spend(value.length >> 6);
    return `bytes${Buffer.from(value).toString('base64')}`;
  }
  if (Array.isArray(value))
    return `[${value.map((item: ParamValue) => equalityText(item, budget)).join(',')}]`;
  const members = Object.entries<ParamValue>(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${equalityText(member, budget)}`);
  return `{${members.join(',')}}`;
}
