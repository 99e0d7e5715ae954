import type { MemoryEvent } from './memory-event.js';
import { decodeLine, salvageOffset, type JournalLine } from './journal-line.js';

/** An event as the journal keeps it. The nonce tells two writes of one event from two events. */
export interface StoredEvent {
  readonly nonce: string;
  readonly event: MemoryEvent;
}

/** What reading some bytes came to. */
export interface Reading {
  /** Bytes read to the end of the last whole line. */
  readonly consumed: number;
  /** Lines that are not what was written, as they are. */
  readonly damaged: readonly Buffer[];
}

/** The state that the lines of a journal add up to. */
export interface JournalView {
  /** Reads lines in the journal's order. An unfinished last line is left for later, unless it is whole. */
  read(bytes: Buffer): Reading;
  stored(): readonly StoredEvent[];
  events(): readonly MemoryEvent[];
  find(nonce: string): MemoryEvent | undefined;
  readonly nextSeq: number;
  readonly dropped: number;
}

const LINE_FEED = 0x0a;

/** Makes the view of an empty journal. */
export function createJournalView(): JournalView {
  const byNonce = new Map<string, MemoryEvent>();
  const nonceById = new Map<string, string>();
  let list: readonly MemoryEvent[] | null = null;
  let nextSeq = 1;
  let dropped = 0;

  const apply = (line: JournalLine): void => {
    list = null;
    switch (line.kind) {
      case 'head':
        nextSeq = Math.max(nextSeq, line.nextSeq);
        dropped = line.dropped;
        return;
      case 'event': {
        if (byNonce.has(line.nonce)) return;
        const seq = 'seq' in line.event ? line.event.seq : nextSeq;
        nextSeq = Math.max(nextSeq, seq + 1);
        byNonce.set(line.nonce, Object.freeze({ ...line.event, seq }));
        nonceById.set(line.event.id, line.nonce);
        return;
      }
      case 'touch':
        touch(line.id, line.times, line.at);
    }
  };

  const touch = (id: string, times: number, at: number): void => {
    const nonce = nonceById.get(id);
    const event = nonce === undefined ? undefined : byNonce.get(nonce);
    if (nonce === undefined || event === undefined) return;
    const lastAccess = Math.max(at, event.lastAccess ?? at);
    byNonce.set(nonce, Object.freeze({ ...event, accessCount: event.accessCount + times, lastAccess }));
  };

  const readLine = (bytes: Buffer, damaged: Buffer[]): void => {
    if (bytes.length === 0) return;
    const line = decodeLine(bytes.toString('utf8'));
    if (line !== null) {
      apply(line);
      return;
    }
    const whole = salvageOffset(bytes);
    if (whole === -1) {
      damaged.push(bytes);
      return;
    }
    readLine(bytes.subarray(0, whole), damaged);
    readLine(bytes.subarray(whole), damaged);
  };

  return {
    read(bytes) {
      const damaged: Buffer[] = [];
      let start = 0;
      for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
        readLine(bytes.subarray(start, end), damaged);
        start = end + 1;
      }
      const rest = decodeLine(bytes.toString('utf8', start));
      if (rest !== null) {
        apply(rest);
        start = bytes.length;
      }
      return { consumed: start, damaged };
    },
    stored: () => [...byNonce].map(([nonce, event]) => ({ nonce, event })),
    events: () => (list ??= Object.freeze([...byNonce.values()])),
    find: (nonce) => byNonce.get(nonce),
    get nextSeq() {
      return nextSeq;
    },
    get dropped() {
      return dropped;
    },
  };
}
