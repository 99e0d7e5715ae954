import { crc32 } from 'node:zlib';
import type { MemoryEvent, NewEvent } from './memory-event.js';
import { parseEvent } from './parse-event.js';

/** A line of the journal: an event, a note of accesses, or the head of a compacted file. */
export type JournalLine =
  | { readonly kind: 'event'; readonly nonce: string; readonly event: NewEvent | MemoryEvent }
  | { readonly kind: 'touch'; readonly id: string; readonly times: number; readonly at: number }
  | { readonly kind: 'head'; readonly nextSeq: number; readonly dropped: number };

/** Eight hex digits of a CRC-32, a blank, one JSON object, a line feed. */
export function encodeLine(line: JournalLine): Buffer {
  const json = JSON.stringify(plain(line));
  return Buffer.from(`${checksum(json)} ${json}\n`);
}

/** Null when the line is torn, altered or of a kind this version does not know. */
export function decodeLine(text: string): JournalLine | null {
  const json = text.slice(9);
  if (text[8] !== ' ' || text.slice(0, 8) !== checksum(json)) return null;
  try {
    return parseLine(JSON.parse(json) as { readonly [key: string]: unknown });
  } catch {
    return null;
  }
}

/**
 * Where in a damaged line a whole record begins that ends with it: what was appended after a write that
 * stopped halfway; -1 when there is none. Quotes inside a record's texts are escaped, so no stored text can
 * pass for a record.
 */
export function salvageOffset(line: Buffer): number {
  for (const match of line.toString('latin1').matchAll(/[0-9a-f]{8} \{"k":"/g)) {
    if (match.index > 0 && decodeLine(line.toString('utf8', match.index)) !== null) return match.index;
  }
  return -1;
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

function plain(line: JournalLine): object {
  switch (line.kind) {
    case 'event':
      return { k: 'event', n: line.nonce, ...withoutDefaults(line.event) };
    case 'touch':
      return { k: 'touch', id: line.id, times: line.times, at: line.at };
    case 'head':
      return { k: 'head', nextSeq: line.nextSeq, dropped: line.dropped };
  }
}

function parseLine(value: { readonly [key: string]: unknown }): JournalLine | null {
  switch (value['k']) {
    case 'event': {
      const event = parseEvent(value);
      return event !== null && typeof value['n'] === 'string'
        ? { kind: 'event', nonce: value['n'], event }
        : null;
    }
    case 'touch': {
      const { id, times, at } = value;
      const good = typeof id === 'string' && typeof times === 'number' && typeof at === 'number';
      return good ? { kind: 'touch', id, times, at } : null;
    }
    case 'head': {
      const { nextSeq, dropped } = value;
      return typeof nextSeq === 'number' && typeof dropped === 'number'
        ? { kind: 'head', nextSeq, dropped }
        : null;
    }
    default:
      return null;
  }
}

/** Leaves out what {@link parseEvent} puts back. */
function withoutDefaults(event: NewEvent | MemoryEvent): object {
  const kept: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(event) as readonly [string, unknown][]) {
    if (value === null || value === false || value === '' || value === 0 || value === 'full') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    kept[key] = value;
  }
  // Never left out, whatever their value.
  const { id, ts, sessionId, actor, importance, hash } = event;
  return Object.assign(kept, { id, ts, sessionId, actor, importance, hash });
}
