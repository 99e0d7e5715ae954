import { ownCopy } from './own-copy.js';

/** Characters kept of what went to one destination. */
const TAIL = 4096;
/** Calls kept of one destination: a secret may come in eight, with others between. */
const MOST_PAYLOADS = 24;
/** Characters of a payload without its frame that may be a piece of something. */
const LONGEST_PIECE = 600;
/** Characters of either end of a long payload that are put together with the calls around it. */
const END = 128;
const WORD = /[A-Za-z0-9]*/y;
const COUNTER = /^([A-Za-z]*)(\d{1,6})$/;

/** The texts that a sink and what went to its destination before make together. */
export interface JoinedPayloads {
  /** One after the other. */
  readonly whole: string;
  /** What differs from call to call, without the frame around it; `null` when there is no earlier call. */
  readonly varying: string | null;
  /** The same with a space between the calls, for pieces that were encoded one by one; `null` for long texts. */
  readonly spaced: string | null;
}

/** The last 4 KB that were sent to each destination, the destination used longest ago forgotten first. */
export interface DestinationTails {
  join(destination: string, text: string): JoinedPayloads;
  append(destination: string, text: string, now: number): void;
  clear(destination: string): void;
  expire(now: number): void;
  readonly bytes: number;
}

interface Tail {
  payloads: readonly string[];
  expiresAt: number;
}

export function createDestinationTails(capacity: number, ttlMs: number): DestinationTails {
  const tails = new Map<string, Tail>();

  return {
    join(destination, text) {
      const payloads = tails.get(destination)?.payloads ?? [];
      if (payloads.length === 0) return { whole: text, varying: null, spaced: null };
      const whole = payloads.map(endsOf).join('') + text;
      const all = [...payloads, text.slice(0, TAIL)];
      const parts = varyingParts(all);
      const pieces = parts.filter((part) => part !== '' && part.length <= LONGEST_PIECE);
      if (pieces.length < 2) return { whole, varying: null, spaced: null };
      // Unframed and short enough to be kept whole, they already stand one after the other.
      const isOther =
        pieces.some((piece) => piece.length > 2 * END) ||
        parts.some((part, at) => part.length < (all[at]?.length ?? 0));
      return { whole, varying: isOther ? pieces.join('') : null, spaced: pieces.join(' ') };
    },

    append(destination, text, now) {
      const kept = [...(tails.get(destination)?.payloads ?? []), ownCopy(text.slice(-TAIL))];
      let length = kept.reduce((sum, payload) => sum + payload.length, 0);
      let first = Math.max(0, kept.length - MOST_PAYLOADS);
      for (let at = 0; at < first; at++) length -= kept[at]?.length ?? 0;
      for (; length > TAIL && first < kept.length - 1; first++) length -= kept[first]?.length ?? 0;
      tails.delete(destination);
      tails.set(destination, { payloads: kept.slice(first), expiresAt: now + ttlMs });
      for (const oldest of tails.keys()) {
        if (tails.size <= capacity) break;
        tails.delete(oldest);
      }
    },

    clear(destination) {
      tails.delete(destination);
    },

    expire(now) {
      for (const [destination, { expiresAt }] of tails) {
        if (expiresAt > now) return;
        tails.delete(destination);
      }
    },

    get bytes() {
      return tails.size * (TAIL * 2 + 400);
    },
  };
}

/** Of a long payload only its ends can continue in another call; what it holds was looked at when it was sent. */
function endsOf(payload: string): string {
  return payload.length <= 2 * END ? payload : `${payload.slice(0, END)}\n${payload.slice(-END)}`;
}

/** Each payload without what it begins and ends with like the calls before and after it: the frame of a message. */
function varyingParts(payloads: readonly string[]): readonly string[] {
  const pairs = payloads.slice(1).map((payload, at) => frameOf(payloads[at] ?? '', payload));
  return payloads.map((payload, at) => {
    const before = pairs[at - 1];
    const after = pairs[at];
    const start = agreed(before?.secondStart, after?.firstStart);
    const end = agreed(before?.secondEnd, after?.firstEnd);
    return payload.slice(start, Math.max(start, payload.length - end));
  });
}

/** What two neighbours agree on. A neighbour that shares nothing is another kind of message. */
function agreed(one = 0, other = 0): number {
  return one > 0 && other > 0 ? Math.min(one, other) : Math.max(one, other);
}

interface Frame {
  readonly firstStart: number;
  readonly secondStart: number;
  readonly firstEnd: number;
  readonly secondEnd: number;
}

/** Lengths of what two texts begin and end with in common, by whole words. A number may be one higher. */
function frameOf(first: string, second: string): Frame {
  let a = 0;
  let b = 0;
  // Behind the last counter that was skipped: going back to the start of a word stops there, so each round gets on.
  let leastA = 0;
  let leastB = 0;
  for (;;) {
    while (a < first.length && b < second.length && first.charCodeAt(a) === second.charCodeAt(b)) {
      a++;
      b++;
    }
    while (a > leastA && b > leastB && isWord(first.charCodeAt(a - 1)) && isWord(second.charCodeAt(b - 1))) {
      a--;
      b--;
    }
    const one = wordAt(first, a);
    const other = wordAt(second, b);
    if (!isNextCounter(one, other)) break;
    a = leastA = a + one.length;
    b = leastB = b + other.length;
  }
  const most = Math.min(first.length - a, second.length - b);
  let end = 0;
  while (
    end < most &&
    first.charCodeAt(first.length - 1 - end) === second.charCodeAt(second.length - 1 - end)
  )
    end++;
  while (end > 0 && isWord(first.charCodeAt(first.length - end))) end--;
  return { firstStart: a, secondStart: b, firstEnd: end, secondEnd: end };
}

function wordAt(text: string, at: number): string {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? '';
}

function isNextCounter(one: string, other: string): boolean {
  if (one.length > 16 || other.length > 16) return false;
  const first = COUNTER.exec(one);
  const second = COUNTER.exec(other);
  return (
    first !== null && second !== null && first[1] === second[1] && Number(second[2]) === Number(first[2]) + 1
  );
}

function isWord(unit: number): boolean {
  const lower = unit | 0x20;
  return (unit >= 0x30 && unit <= 0x39) || (lower >= 0x61 && lower <= 0x7a && unit < 0x80);
}
