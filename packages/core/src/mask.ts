import type { Evidence } from './effect.js';
import type { Json, JsonObject } from './json.js';
import type { Params, ParamValue } from './params.js';
import type { ToolCall } from './call.js';

/** Stands for a value that must not be kept or shown. */
export const MASK = '[masked]';

/** What in the parameters of a call must not be kept or shown. */
export interface Secrets {
  /** Names of parameters whose whole value is one. */
  readonly params: readonly string[];
  /** Places in texts of other parameters. */
  readonly places: readonly Evidence[];
}

/** The call as it may be kept and shown: its secrets are replaced. */
export function maskCall(call: ToolCall, secrets: Secrets): ToolCall {
  const isSecret = (name: string): boolean => secrets.params.includes(name);
  const places = byParam(secrets.places);
  if (places.size === 0 && !Object.keys(call.params).some(isSecret)) return call;
  const params: Record<string, ParamValue> = Object.create(null) as Record<string, ParamValue>;
  for (const [name, value] of Object.entries(call.params)) {
    params[name] = isSecret(name) ? MASK : maskPlaces(value, name, places);
  }
  return Object.freeze({ ...call, params: Object.freeze(params) });
}

/** Shorter texts than this are not looked for: they occur everywhere by chance. */
const SHORTEST_SECRET = 4;

/** Every secret text of a call: what a tool's error may quote. */
export function secretTexts(call: ToolCall, secrets: Secrets): readonly string[] {
  const whole = secrets.params.flatMap((name) => textsIn(call.params[name]));
  const places = byParam(secrets.places);
  const parts = Object.entries(call.params).flatMap(([name, value]) => textsAt(value, name, places));
  return [...whole, ...parts].filter((text) => text.length >= SHORTEST_SECRET);
}

/** The text with every occurrence of a secret replaced, the longest first. */
export function maskText(text: string, secrets: readonly string[]): string {
  return secrets
    .toSorted((a, b) => b.length - a.length)
    .reduce((masked, secret) => masked.replaceAll(wellFormed(secret), MASK), text);
}

/** Any value of plain data with every occurrence of a secret in its texts replaced; itself when there is none. */
export function maskValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return maskText(value, secrets);
  if (Array.isArray(value)) return value.map((member) => maskValue(member, secrets));
  if (!isPlain(value)) return value;
  const masked = Object.entries(value).map(([name, member]) => [name, maskValue(member, secrets)] as const);
  return Object.fromEntries(masked);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function maskPlaces(value: ParamValue, path: string, places: Places): ParamValue {
  if (typeof value === 'string') return cut(value, places.get(path) ?? []);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) {
    return value.map((member: ParamValue, index) => maskPlaces(member, `${path}.${index}`, places));
  }
  const masked: Record<string, ParamValue> = Object.create(null) as Record<string, ParamValue>;
  for (const [name, member] of Object.entries(value as Params)) {
    masked[name] = maskPlaces(member, `${path}.${name}`, places);
  }
  return masked;
}

/** Replaces spans; overlapping ones become one. */
function cut(text: string, places: readonly Evidence[]): string {
  let done = '';
  let at = 0;
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    done += start >= at ? text.slice(at, start) + MASK : '';
    at = end;
  }
  return done + text.slice(at);
}

/** The texts that stand at places in a value. */
function textsAt(value: ParamValue, path: string, places: Places): readonly string[] {
  if (places.size === 0) return [];
  if (typeof value === 'string')
    return (places.get(path) ?? []).map(({ start, end }) => value.slice(start, end));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([name, member]: [string, ParamValue]) =>
    textsAt(member, `${path}.${name}`, places),
  );
}

/** Places by the dotted path of their parameter. */
type Places = ReadonlyMap<string, readonly Evidence[]>;

function byParam(places: readonly Evidence[]): Places {
  const found = new Map<string, Evidence[]>();
  for (const place of places) {
    const same = found.get(place.param);
    if (same === undefined) found.set(place.param, [place]);
    else same.push(place);
  }
  return found;
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
