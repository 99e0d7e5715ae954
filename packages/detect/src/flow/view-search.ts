import { plainByte, plainText } from './symbols.js';
import type { ByteRun } from './decoding/byte-run.js';
import { decodeBase32, mayBeBase32 } from './decoding/base32.js';
import { decodeBase64Runs, decodeBase64Stream, mayBeBase64 } from './decoding/base64.js';
import { decodeEscapes } from './decoding/escapes.js';
import { decodeHex } from './decoding/hex.js';
import { decodeNumbers } from './decoding/numbers.js';
import { isPrintable, keepRuns, SHORTEST_RUN } from './decoding/printable-runs.js';
import {
  inflateBareInto,
  inflateInto,
  mayBeBrotli,
  nextStream,
  unbrotliInto,
} from './decoding/compression.js';

/** Decoders that are tried on top of each other. */
const DEEPEST = 3;
/** Printable bytes in a row that are worth to be decoded once more. */
const SHORTEST_NESTED = 12;
/** Bytes of an inner reading that is also read backwards and rotated: larger ones are whole documents. */
const LONGEST_TURNED = 1024;
/** Bytes that all readings of one text may take. */
const ARENA = 1 << 20;
/** Texts are read in pieces of this size, which overlap. */
const PIECE = 16_384;
const OVERLAP = 2048;
/** Tries of the two formats that can't be told by a first look, for one text. */
const MOST_BROTLI = 32;
const MOST_INFLATIONS = 2048;

/** Looks at the bytes of one reading of a text. True ends the search. */
export type LookAt = (bytes: Uint8Array, start: number, end: number, via: readonly string[]) => boolean;

/** A way to read a text: as it is, or only by runs that spaces separate. */
export type Reading = 'whole' | 'runs';

export interface ViewSearch {
  /**
   * Shows `look` every reading of the text until it says that it has found something. True when the budget ended
   * before all were shown.
   */
  (text: string, reading: Reading, look: LookAt): boolean;
}

interface View {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly via: readonly string[];
}

/**
 * A search that takes its memory when it is first used. Nothing of a text is needed for the next one, so that many
 * ledgers may share it.
 */
export function createViewSearch(): ViewSearch {
  let search: ViewSearch | null = null;
  return (text, reading, look) => (search ??= openViewSearch())(text, reading, look);
}

/** One arena for all readings of a text: no allocation for a text, and its end is the budget. */
function openViewSearch(): ViewSearch {
  const arena = new Uint8Array(ARENA);
  const runs: ByteRun[] = [];
  const queue: View[] = [];
  let top = 0;
  let inflations = 0;
  let brotlis = 0;
  let isIncomplete = false;
  let isFound = false;
  let look: LookAt = () => false;

  const isOpen = (): boolean => !isFound;

  /** Looks at what a decoder wrote at `top`, and queues it when there is enough to be decoded again. */
  function offer(end: number, parent: View, name: string): void {
    const from = top;
    const { end: kept, longest } = keepRuns(arena, from, end);
    if (kept === from) return;
    const view = { start: from, end: kept, depth: parent.depth + 1, via: [...parent.via, name] };
    if (!isFound && look(arena, from, kept, view.via)) isFound = true;
    if (longest < SHORTEST_NESTED || view.depth >= DEEPEST) return;
    queue.push(view);
    top = kept;
  }

  /** What a binary decoder wrote may hold compressed streams: it is kept until that was tried. */
  function offerBinary(decodedEnd: number, parent: View, name: string, isDerived: boolean): void {
    const from = top;
    let end = decodedEnd;
    if (end - from < SHORTEST_RUN || isFound) return;
    const inner = { ...parent, depth: parent.depth + 1, via: [...parent.via, name] };
    if (inner.depth < DEEPEST) {
      top = end;
      inflateAnnounced(from, end, inner);
      if (!isDerived) inflateBare(from, end, inner);
      if (top > end) {
        // Something behind it is queued and stays: the text itself moves there too.
        arena.copyWithin(top, from, end);
        end += top - from;
      } else top = from;
    }
    offer(end, parent, name);
  }

  /** Streams with a header, one after the other: pieces that were compressed one by one make one text. */
  function inflateAnnounced(from: number, end: number, inner: View): void {
    let out = top;
    for (let stream = nextStream(arena, from, end); stream !== null;) {
      if (inflations++ >= MOST_INFLATIONS) {
        isIncomplete = true;
        break;
      }
      out = inflateInto(arena, stream.data, end, out);
      stream = nextStream(arena, stream.start + 1, end);
    }
    if (out > top) offer(out, inner, 'gzip');
  }

  /** Streams that nothing announces, where a run of letters began. */
  function inflateBare(from: number, end: number, inner: View): void {
    let out = top;
    for (const run of runs) {
      const { start: at } = run;
      // A text is no stream: its first bytes would be printable, all of them.
      if (at < from || at >= end || isPrintable(arena, at, Math.min(end, at + 12))) continue;
      if (inflations++ >= MOST_INFLATIONS) {
        isIncomplete = true;
        break;
      }
      const stop = Math.min(end, run.end);
      const plain = inflateBareInto(arena, at, stop, out);
      if (plain > out) out = plain;
      // Base32 letters are in every text of capitals, and Brotli has no mark of its own: the two together are not read.
      else if (inner.via.at(-1) !== 'base32' && mayBeBrotli(arena, at, stop)) {
        if (brotlis++ < MOST_BROTLI) out = unbrotliInto(arena, at, stop, out);
        else isIncomplete = true;
      }
    }
    if (out > top) offer(out, inner, 'deflate');
  }

  /** Whether the arena has room for what the decoders make of a view, several times its length. */
  function hasRoom(view: View): boolean {
    if (top + (view.end - view.start) * 4 + 16_384 <= ARENA) return true;
    isIncomplete = true;
    return false;
  }

  function decodeRuns(view: View, isDerived: boolean): void {
    for (const slashEnds of [false, true]) {
      if (slashEnds && (isDerived || !hasAddress(arena, view.start, view.end))) continue;
      runs.length = 0;
      const end = decodeBase64Runs(arena, view.start, view.end, top, runs, slashEnds);
      offerBinary(end, view, 'base64', isDerived);
    }
    if (!mayBeBase32(arena, view.start, view.end)) return;
    runs.length = 0;
    offerBinary(decodeBase32(arena, view.start, view.end, top, 0, true, runs), view, 'base32', isDerived);
  }

  function decodeBase64Phases(view: View, isDerived: boolean): void {
    if (!mayBeBase64(arena, view.start, view.end)) return;
    for (let phase = 0; phase < 4 && isOpen(); phase++) {
      runs.length = 0;
      if (phase === 0) runs.push({ start: top, end: ARENA });
      offerBinary(decodeBase64Stream(arena, view.start, view.end, top, phase), view, 'base64', isDerived);
    }
  }

  function decodeAll(view: View, isDerived: boolean): void {
    const { start, end } = view;
    decodeRuns(view, isDerived);
    decodeBase64Phases(view, isDerived);
    for (const skipped of [0, 1] as const) {
      runs.length = 0;
      offerBinary(decodeHex(arena, start, end, top, skipped, runs), view, 'hex', isDerived);
    }
    if (!isDerived && mayBeBase32(arena, start, end)) {
      for (let phase = 0; phase < 8 && isOpen(); phase++) {
        runs.length = 0;
        if (phase === 0) runs.push({ start: top, end: ARENA });
        offerBinary(decodeBase32(arena, start, end, top, phase, false, runs), view, 'base32', isDerived);
      }
    }
    // A text that was turned round after it was written in escapes or numbers is no longer read by anybody.
    if (isFound || isDerived) return;
    runs.length = 0;
    const escaped = decodeEscapes(arena, start, end, top);
    if (escaped > top) offerBinary(escaped, view, 'escapes', isDerived);
    if (countDigits(arena, start, end) < 16) return;
    for (const [radix, name] of RADICES) offer(decodeNumbers(arena, start, end, top, radix), view, name);
  }

  /** Letters turned by 13 places, or the whole text turned round, so that what was encoded first is found too. */
  function derive(view: View, name: 'reversed' | 'rot13'): View {
    const from = top;
    let out = top;
    if (name === 'reversed')
      for (let at = view.end - 1; at >= view.start; at--) arena[out++] = arena[at] ?? 0;
    else for (let at = view.start; at < view.end; at++) arena[out++] = ROTATED[arena[at] ?? 0] ?? 0;
    top = out;
    return { start: from, end: top, depth: view.depth, via: [...view.via, name] };
  }

  function read(text: string, reading: Reading): void {
    top = 0;
    queue.length = 0;
    const plain = plainText(text);
    for (let at = 0; at < plain.length; at++) arena[top++] = plainByte(plain.charCodeAt(at));
    const whole: View = { start: 0, end: top, depth: 0, via: [] };
    if (reading === 'runs') {
      decodeRuns(whole, false);
      // What runs give stands for pieces that were sent one by one; the next layer is decoded as a whole.
    } else {
      if (look(arena, 0, top, whole.via)) isFound = true;
      queue.push(whole);
    }
    for (let view = queue.shift(); view !== undefined && isOpen(); view = queue.shift()) {
      if (!hasRoom(view)) return;
      decodeAll(view, false);
      if (isFound || !hasRoom(view)) return;
      if (view.depth > 0 && view.end - view.start > LONGEST_TURNED) continue;
      decodeAll(derive(view, 'reversed'), true);
      if (isFound || !hasRoom(view)) return;
      if (!mayBeBase64(arena, view.start, view.end)) continue;
      const turned = derive(view, 'rot13');
      decodeRuns(turned, true);
      decodeBase64Phases(turned, true);
    }
  }

  return (text, reading, lookAt) => {
    look = lookAt;
    isIncomplete = isFound = false;
    for (let at = 0; isOpen(); at += PIECE - OVERLAP) {
      inflations = brotlis = 0;
      read(text.slice(at, at + PIECE), reading);
      if (at + PIECE >= text.length) break;
    }
    look = () => false;
    return isIncomplete;
  };
}

const RADICES = [
  [10, 'decimal'],
  [8, 'octal'],
  [2, 'binary'],
] as const;

/** Whether there is the beginning of an address, whose path is cut by slashes. */
function hasAddress(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at + 2 < end; at++) {
    if (bytes[at] === 0x3a && bytes[at + 1] === 0x2f && bytes[at + 2] === 0x2f) return true;
  }
  return false;
}

function countDigits(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) count++;
  }
  return count;
}

const ROTATED: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 256 }, (_, byte) => {
  const lower = byte | 0x20;
  if (byte > 0x7e || lower < 0x61 || lower > 0x7a) return byte;
  return lower < 0x6e ? byte + 13 : byte - 13;
});
