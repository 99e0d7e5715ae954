import type { Json, JsonObject } from './json.js';
import type { Params, ParamValue } from './params.js';
import type { ToolCall } from './call.js';

/** Stands for a value that must not be kept or shown. */
export const MASK = '[masked]';

/** The call as it may be kept and shown: the values of secret parameters are replaced. */
export function maskCall(call: ToolCall, secretParams: readonly string[]): ToolCall {
  if (!secretParams.some((name) => Object.hasOwn(call.params, name))) return call;
  const params: Record<string, ParamValue> = Object.create(null) as Record<string, ParamValue>;
  for (const [name, value] of Object.entries(call.params)) {
    params[name] = secretParams.includes(name) ? MASK : value;
  }
  return Object.freeze({ ...call, params: Object.freeze(params) });
}

/** Shorter texts than this are not looked for: they occur everywhere by chance. */
const SHORTEST_SECRET = 4;

/** Every text in the secret parameters of a call: what a tool's error may quote. */
export function secretTexts(call: ToolCall, secretParams: readonly string[]): readonly string[] {
  return secretParams
    .flatMap((name) => textsIn(call.params[name]))
    .filter((text) => text.length >= SHORTEST_SECRET);
}

/** The text with every occurrence of a secret replaced. */
export function maskText(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(wellFormed(secret), MASK), text);
}

function textsIn(value: ParamValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap((member: ParamValue) => textsIn(member));
}

/**
 * Parameters as JSON that every reader accepts: bytes become `{ "$bytes": length }`, numbers that JSON lacks
 * become strings, broken surrogates become U+FFFD.
 */
export function paramsToJson(params: Params): JsonObject {
  return objectToJson(params);
}

function objectToJson(value: Params): JsonObject {
  const copy: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [key, member] of Object.entries(value)) copy[wellFormed(key)] = toJson(member);
  return copy;
}

function toJson(value: ParamValue): Json {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return { $bytes: value.length };
  if (Array.isArray(value)) return value.map(toJson);
  return objectToJson(value as Params);
}

/** The text with broken surrogates replaced by U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
