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
  /** Texts around the call: in names of parameters, of the tool, the session and the folder, and in effects. */
  readonly texts: readonly string[];
}

/** The call as it may be kept and shown: its secrets are replaced, wherever in it they stand once more. */
export function maskCall(call: ToolCall, secrets: Secrets): ToolCall {
  const texts = secretTexts(call, secrets);
  const places = byParam(secrets.places);
  const isSecret = (name: string): boolean => secrets.params.includes(name);
  if (texts.length === 0 && places.size === 0 && !Object.keys(call.params).some(isSecret)) return call;
  const params: Record<string, ParamValue> = Object.create(null) as Record<string, ParamValue>;
  for (const [name, value] of Object.entries(call.params)) {
    params[freeName(params, maskText(name, texts))] = isSecret(name)
      ? MASK
      : maskParam(value, name, places, texts);
  }
  return Object.freeze({
    ...call,
    tool: maskText(call.tool, secrets.texts),
    sessionId: maskText(call.sessionId, secrets.texts),
    agentId: maskText(call.agentId, secrets.texts),
    cwd: maskText(call.cwd, secrets.texts),
    params: Object.freeze(params),
  });
}

/** Two names that are masked stay two parameters. */
function freeName(taken: object, name: string): string {
  let free = name;
  for (let count = 2; Object.hasOwn(taken, free); count += 1) free = `${name} ${count}`;
  return free;
}

/** Shorter texts than this are not looked for: they occur everywhere by chance. */
const SHORTEST_SECRET = 4;

/** Every secret text of a call: what a tool's error may quote. */
export function secretTexts(call: ToolCall, secrets: Secrets): readonly string[] {
  const whole = secrets.params.flatMap((name) => textsIn(call.params[name]));
  const places = byParam(secrets.places);
  const parts = Object.entries(call.params).flatMap(([name, value]) => textsAt(value, name, places));
  const texts = new Set([...whole, ...parts, ...secrets.texts]);
  return [...texts].filter((text) => text.length >= SHORTEST_SECRET);
}

/** The text with every occurrence of a secret replaced, the longest first. */
export function maskText(text: string, secrets: readonly string[]): string {
  return secrets
    .toSorted((a, b) => b.length - a.length)
    .reduce((masked, secret) => masked.replaceAll(wellFormed(secret), MASK), text);
}

/**
 * A value with every occurrence of a secret in its texts and names replaced. What is not plain data, or can't be
 * looked into without running code of its own, is replaced as a whole, because nobody knows what it holds.
 */
export function maskValue(value: unknown, secrets: readonly string[]): unknown {
  return maskWithin(value, secrets, new Set());
}

function maskWithin(value: unknown, secrets: readonly string[], around: Set<object>): unknown {
  if (typeof value === 'string') return maskText(value, secrets);
  if (typeof value === 'function' || typeof value === 'symbol') return MASK;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const isList = Array.isArray(value);
  if (around.has(value) || !(isList || isPlain(value))) return MASK;
  around.add(value);
  const members = Object.entries(Object.getOwnPropertyDescriptors(value))
    .filter(([, { enumerable }]) => enumerable === true)
    .map(([name, descriptor]) => {
      const member: unknown = 'value' in descriptor ? descriptor.value : MASK;
      return [maskText(name, secrets), maskWithin(member, secrets, around)] as const;
    });
  around.delete(value);
  return isList ? members.map(([, member]) => member) : Object.fromEntries(members);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function maskParam(value: ParamValue, path: string, places: Places, texts: readonly string[]): ParamValue {
  if (typeof value === 'string') return maskText(cut(value, places.get(path) ?? []), texts);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) {
    return value.map((member: ParamValue, index) => maskParam(member, `${path}.${index}`, places, texts));
  }
  const masked: Record<string, ParamValue> = Object.create(null) as Record<string, ParamValue>;
  for (const [name, member] of Object.entries(value as Params)) {
    masked[freeName(masked, maskText(name, texts))] = maskParam(member, `${path}.${name}`, places, texts);
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
