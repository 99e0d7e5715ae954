import type { IncomingMessage } from 'node:http';

/** The fields of a message that are about one connection only (RFC 9110, 7.6.1), and never go further. */
const HOP_BY_HOP: readonly string[] = [
  'connection',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** The head of a message, without doubt about what it says. */
export interface MessageHeaders {
  readonly host: string | undefined;
  /** Names and values in turn, as they came; those of one connection are left out, and so is `Host`. */
  readonly fields: readonly string[];
  readonly framing: 'none' | 'length' | 'chunked';
}

const MAX_FIELDS = 100;
/** Of these a second one could be the one that the other side reads. */
const SINGLE: readonly string[] = ['host', 'content-length', 'transfer-encoding'];

function pairs(raw: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[2 * index] ?? '',
    raw[2 * index + 1] ?? '',
  ]);
}

/** The fields of a message as they may go on to the other side. */
export function forwardedFields(rawHeaders: readonly string[]): readonly string[] {
  const all = pairs(rawHeaders);
  const named = all
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((name) => name.trim());
  const dropped = new Set([...HOP_BY_HOP, ...named.filter((name) => name !== 'content-length')]);
  return all.filter(([name]) => !dropped.has(name.toLowerCase())).flat();
}

/**
 * Reads the head of a request. Undefined where two readers could understand it differently: two lengths, two hosts, a
 * length beside chunks, another coding than chunks, too many fields.
 */
export function headersOf(request: Pick<IncomingMessage, 'rawHeaders'>): MessageHeaders | undefined {
  const { rawHeaders } = request;
  if (rawHeaders.length > 2 * MAX_FIELDS) return undefined;
  const single = new Map<string, string>();
  for (const [name, value] of pairs(rawHeaders)) {
    const key = name.toLowerCase();
    if (!SINGLE.includes(key)) continue;
    if (single.has(key)) return undefined;
    single.set(key, value);
  }
  const length = single.get('content-length');
  const coding = single.get('transfer-encoding');
  if (coding !== undefined && (coding.toLowerCase() !== 'chunked' || length !== undefined)) return undefined;
  if (length !== undefined && !/^\d{1,15}$/.test(length)) return undefined;
  const fields = forwardedFields(rawHeaders);
  return {
    host: single.get('host'),
    fields: pairs(fields)
      .filter(([name]) => name.toLowerCase() !== 'host')
      .flat(),
    framing: coding !== undefined ? 'chunked' : length !== undefined ? 'length' : 'none',
  };
}
