import { isUtf8 } from 'node:buffer';
import { outline } from './json-text.js';
import type { Part } from './json-text.js';

/** What is written as one line: the bytes that came, or what was written anew. */
export type Line = string | Uint8Array;

/** The id of a request. */
export interface MessageId {
  /** The same for the same id, however it is spelled: a number and a text are never the same. */
  readonly key: string;
  /** As it is to be written: a number beyond 2^53 keeps its digits. */
  readonly text: string;
}

interface Sent {
  /** What to pass on. */
  readonly line: Line;
  /** The text of the message. */
  readonly text: string;
}

export interface Request extends Sent {
  readonly kind: 'request';
  readonly id: MessageId;
  readonly method: string;
  readonly params: unknown;
}

export interface Notification extends Sent {
  readonly kind: 'notification';
  readonly method: string;
  readonly params: unknown;
}

export interface Response extends Sent {
  readonly kind: 'response';
  /** Null in the answer to what could not be read. */
  readonly id: MessageId | null;
  readonly value: { readonly result?: unknown; readonly error?: unknown };
}

/** Nothing that may be passed on: others could read something in it that was not judged. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly why: string;
  /** Error code of JSON-RPC. */
  readonly code: -32700 | -32600;
  readonly id: MessageId | null;
}

export type Message = Request | Notification | Response | Unreadable;

/** What stands on one line: one message or, in older revisions of the protocol, a batch of them. */
export interface ReadLine {
  readonly isBatch: boolean;
  readonly messages: readonly Message[];
}

const MEMBERS = ['jsonrpc', 'id', 'method', 'params', 'result', 'error'] as const;
/** Names that a reader which does not tell letters apart takes for one of these: `Method`, `reſult`. */
const NAMESAKE = /^(?:jsonrpc|id|method|params|result|error)$/iu;
const LONGEST_ID = 1000;

/**
 * Reads one line of the protocol. What every reader reads alike is passed on byte for byte; a message in which
 * members are repeated, are namesakes of the protocol's own, or that another reader would take for two lines, is
 * written anew as it was read here. Never throws.
 */
export function readLine(bytes: Uint8Array): ReadLine {
  const { text, isExact } = decode(bytes);
  if (text.trim() === '') return { isBatch: false, messages: [] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { isBatch: false, messages: [unreadable('it is not JSON', -32700)] };
  }
  if (!Array.isArray(value))
    return { isBatch: false, messages: [readMessage(text, value, isExact ? bytes : null)] };
  const elements = outline(text).parts;
  if (elements.length === 0) return { isBatch: false, messages: [unreadable('it is an empty batch')] };
  const messages = elements.map((part) =>
    readMessage(part.text, JSON.parse(part.text), isExact ? part.text : null),
  );
  return { isBatch: true, messages };
}

function decode(bytes: Uint8Array): { readonly text: string; readonly isExact: boolean } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return { text, isExact: isUtf8(bytes) };
}

/** `exact` is what to pass on when all readers agree on it; null when they can't. */
function readMessage(text: string, value: unknown, exact: Line | null): Message {
  if (!isObject(value)) return unreadable('it is no object');
  const { parts, repeats } = outline(text);
  const id = idOf(value['id'], parts);
  const { method, params } = value;
  const isAnswer = Object.hasOwn(value, 'result') || Object.hasOwn(value, 'error');
  const names = Object.keys(value);
  const isPlain =
    !repeats &&
    !text.trimEnd().includes('\r') &&
    !names.some((name) => NAMESAKE.test(name) && !isMember(name));
  try {
    const line = exact !== null && isPlain ? exact : writtenAnew(value, id);
    const sent = { line, text: typeof line === 'string' ? line : text };
    if (typeof method === 'string') {
      if (isAnswer) return unreadable('it is a request and a response', -32600, id);
      if (!Object.hasOwn(value, 'id')) return { kind: 'notification', method, params, ...sent };
      if (id === null) return unreadable('its id is neither a text nor a number');
      return { kind: 'request', id, method, params, ...sent };
    }
    if (!isAnswer) return unreadable('it is neither a request nor a response', -32600, id);
    if (id === null && (value['id'] ?? null) !== null)
      return unreadable('its id is neither a text nor a number');
    return { kind: 'response', id, value, ...sent };
  } catch {
    return unreadable('it is nested too deeply', -32600, id);
  }
}

function idOf(value: unknown, parts: readonly Part[]): MessageId | null {
  if (typeof value === 'string' && value.length <= LONGEST_ID) {
    const text = JSON.stringify(value);
    return { key: text, text };
  }
  const text = parts.findLast(({ name }) => name === 'id')?.text ?? '';
  if (typeof value !== 'number' || text.length > LONGEST_ID) return null;
  return { key: Number.isSafeInteger(value) ? String(value) : text, text };
}

/** The id that a value says, for what names a request by it. */
export function idIn(text: string, name: string): MessageId | null {
  const { parts } = outline(text);
  const part = parts.findLast((each) => each.name === name);
  return part === undefined ? null : idOf(JSON.parse(part.text), [{ ...part, name: 'id' }]);
}

function writtenAnew(value: Readonly<Record<string, unknown>>, id: MessageId | null): string {
  const members = MEMBERS.filter((name) => Object.hasOwn(value, name)).map(
    (name) => `"${name}":${name === 'id' && id !== null ? id.text : JSON.stringify(value[name])}`,
  );
  return `{${members.join(',')}}`;
}

function isMember(name: string): boolean {
  return (MEMBERS as readonly string[]).includes(name);
}

function unreadable(why: string, code: Unreadable['code'] = -32600, id: MessageId | null = null): Unreadable {
  return { kind: 'unreadable', why, code, id };
}

/** Whether a value of JSON has members. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
