import { MASK } from '@sentinel-agentos/core';
import type { Json, JsonObject, Params, ParamValue } from '@sentinel-agentos/core';
import { redact, shorten } from '../shown-text.js';

const MAX_ITEMS = 20;
const MAX_DEPTH = 5;
const SECRET_NAME =
  /pass(?:word|wd|phrase)|secret|token|api[-_]?key|private[-_]?key|authorization|credential|cookie/i;

function showEntries(
  value: { readonly [key: string]: ParamValue },
  secret: ReadonlySet<string>,
  depth: number,
): Json {
  const keys = Object.keys(value);
  const shown = keys
    .slice(0, MAX_ITEMS)
    .map((key): [string, Json] => [
      shorten(key),
      secret.has(key) ? MASK : showNamed(key, value[key] ?? null, depth),
    ]);
  if (keys.length > MAX_ITEMS) shown.push(['…', `${keys.length - MAX_ITEMS} more keys`]);
  return Object.fromEntries(shown);
}

function showNamed(name: string, value: ParamValue, depth: number): Json {
  return typeof value === 'string' && SECRET_NAME.test(name) ? MASK : showValue(value, depth);
}

function showValue(value: ParamValue, depth: number): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return redact(value);
  // JSON knows neither NaN nor infinities nor -0.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return '[deeper values not shown]';
  if (Array.isArray(value)) {
    const items: readonly ParamValue[] = value;
    const shown = items.slice(0, MAX_ITEMS).map((item) => showValue(item, depth + 1));
    return items.length > MAX_ITEMS ? [...shown, `[${items.length - MAX_ITEMS} more items]`] : shown;
  }
  return showEntries(value as { readonly [key: string]: ParamValue }, NO_SECRETS, depth + 1);
}

const NO_SECRETS: ReadonlySet<string> = new Set<string>();

/**
 * The parameters of a call as a plan may show them: plain JSON, bounded in size.
 * The named top-level parameters and text under a name that speaks of a secret are masked, long texts
 * and lists are cut with a note of how much is missing, bytes are described.
 */
export function showParams(params: Params, secretParams: readonly string[]): JsonObject {
  return showEntries(params, new Set(secretParams), 0) as JsonObject;
}
