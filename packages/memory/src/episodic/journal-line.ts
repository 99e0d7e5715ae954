import { crc32 } from 'node:zlib';
import { eventOf, recordOf, textsIn } from './event-record.js';
import type { MemoryEvent, NewEvent } from './memory-event.js';

/**
 * A line of the journal: an event, a repetition of one, a note of accesses, the head of a compacted file, or the end
 * of what a compaction reads. A nonce tells two writes of one thing from two things.
 */
export type JournalLine =
  | { readonly kind: 'event'; readonly nonce: string; readonly event: NewEvent | MemoryEvent }
  | {
      readonly kind: 'again';
      readonly nonce: string;
      readonly id: string;
      readonly at: number;
      readonly sourceIds: readonly string[];
    }
  | {
      readonly kind: 'touch';
      readonly nonce: string;
      readonly id: string;
      readonly times: number;
      readonly at: number;
    }
  | { readonly kind: 'end'; readonly nonce: string }
  | { readonly kind: 'head'; readonly nextSeq: number; readonly dropped: number };

const LINE_FEED = 0x0a;

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

/** Decodes the bytes of one line, its line feed included or not. */
export function decodeBytes(bytes: Buffer): JournalLine | null {
  const end = bytes.at(-1) === LINE_FEED ? bytes.length - 1 : bytes.length;
  return decodeLine(bytes.toString('utf8', 0, end));
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
      return { k: 'e', n: line.nonce, ...recordOf(line.event) };
    case 'again':
      return { k: 'again', n: line.nonce, i: line.id, t: line.at, o: line.sourceIds };
    case 'touch':
      return { k: 'touch', n: line.nonce, i: line.id, c: line.times, t: line.at };
    case 'end':
      return { k: 'end', n: line.nonce };
    case 'head':
      return { k: 'head', nextSeq: line.nextSeq, dropped: line.dropped };
  }
}

function parseLine(value: { readonly [key: string]: unknown }): JournalLine | null {
  const { n: nonce, i: id, t: at } = value;
  if (value['k'] === 'head') return parseHead(value);
  if (typeof nonce !== 'string') return null;
  switch (value['k']) {
    case 'e': {
      const event = eventOf(value);
      return event !== null ? { kind: 'event', nonce, event } : null;
    }
    case 'again':
      return typeof id === 'string' && typeof at === 'number'
        ? { kind: 'again', nonce, id, at, sourceIds: textsIn(value['o']) }
        : null;
    case 'touch': {
      const times = value['c'];
      return typeof id === 'string' && typeof times === 'number' && typeof at === 'number'
        ? { kind: 'touch', nonce, id, times, at }
        : null;
    }
    case 'end':
      return { kind: 'end', nonce };
    default:
      return null;
  }
}

function parseHead({ nextSeq, dropped }: { readonly [key: string]: unknown }): JournalLine | null {
  return typeof nextSeq === 'number' && typeof dropped === 'number'
    ? { kind: 'head', nextSeq, dropped }
    : null;
}
