import type { Decoded, Decoder } from './decoded.js';

/** Shorter runs hold no secret that would not be found otherwise. */
const SHORTEST_RUN = 24;
const LONGEST_RUN = 1_048_576;
/** Encoders break lines at 64 or 76 characters. */
const SHORTEST_LINE = 60;
/** Characters of a run that are decoded first, to see whether it is text. */
const PROBE = 16;

const VALUES = new Int8Array(0x100).fill(-1);
Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').forEach(
  (character, value) => (VALUES[character.charCodeAt(0)] = value),
);
VALUES['-'.charCodeAt(0)] = 62;
VALUES['_'.charCodeAt(0)] = 63;

/** The value of a base64 character, standard or URL-safe; -1 for others. */
const valueOf = (code: number): number => (code < 0x80 ? (VALUES[code] ?? -1) : -1);

/**
 * Runs of base64 (standard and URL-safe, padded or not, in lines too) and of hexadecimal that hold text.
 *
 * A run of 24 characters covers every 24th place, so most characters of a text without runs are never looked at.
 */
export const RUNS: Decoder = {
  mayFind: ({ text, from, to }) => nextRun(text, from, to) < to,
  *decode({ text, from, to }) {
    let at = from;
    for (;;) {
      const start = nextRun(text, at, to);
      if (start >= to) return;
      const end = runEnd(text, start);
      const decoded = decodeRun(text, start, end);
      if (decoded !== null) yield decoded;
      at = end;
    }
  },
};

/** Where the next run of the shortest length begins, `Infinity` where none does before `to`. */
function nextRun(text: string, from: number, to: number): number {
  let start = from;
  while (start < to) {
    const last = start + SHORTEST_RUN - 1;
    if (last >= text.length) return Infinity;
    let at = last;
    while (at >= start && VALUES[text.charCodeAt(at) & 0xff] !== -1 && text.charCodeAt(at) < 0x80) at -= 1;
    if (at < start) return start;
    start = at + 1;
  }
  return Infinity;
}

/** The end of the run, across line ends where the line before is as long as encoders make them. */
function runEnd(text: string, start: number): number {
  const most = Math.min(text.length, start + LONGEST_RUN);
  let lineStart = start;
  let end = start;
  for (;;) {
    while (end < most && valueOf(text.charCodeAt(end)) >= 0) end += 1;
    if (end - lineStart < SHORTEST_LINE) return end;
    const next = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    if (next >= most || text.charCodeAt(next - 1) !== 10 || valueOf(text.charCodeAt(next)) < 0) return end;
    lineStart = next;
    end = next;
  }
}

function decodeRun(text: string, start: number, end: number): Decoded | null {
  if (isHex(text, start, start + PROBE)) return decodeHex(text, start, end);
  if (!beginsAsText(text, start)) return null;
  const raw = text.slice(start, end);
  const clean = raw.replace(/[\r\n]/gu, '');
  const decoded = Buffer.from(clean, 'base64').toString('latin1');
  // Every line of a wrapped run is as long as its first one.
  const line = clean.length === raw.length ? Infinity : raw.search(/[\r\n]/u);
  const gap = raw.startsWith('\r', line) ? 2 : 1;
  const place = (unit: number): number => start + unit + Math.floor(unit / line) * gap;
  return {
    encoding: 'base64',
    text: decoded,
    origin: (first, last) => [
      place(Math.floor(first / 3) * 4),
      Math.min(end, place(Math.min(clean.length, Math.ceil(last / 3) * 4) - 1) + 1),
    ],
  };
}

function decodeHex(text: string, start: number, end: number): Decoded | null {
  let stop = start;
  while (stop + 1 < end && isHexDigit(text.charCodeAt(stop)) && isHexDigit(text.charCodeAt(stop + 1)))
    stop += 2;
  const decoded = Buffer.from(text.slice(start, stop), 'hex').toString('latin1');
  if (decoded.length < SHORTEST_RUN / 2 || !/^[\t\n\r\x20-\x7e\0]{8}/u.test(decoded)) return null;
  return { encoding: 'hex', text: decoded, origin: (first, last) => [start + first * 2, start + last * 2] };
}

/** Whether the first twelve bytes are printable, or every second one is NUL. */
function beginsAsText(text: string, start: number): boolean {
  for (let at = start; at < start + PROBE; at += 4) {
    let bits = 0;
    for (let each = 0; each < 4; each++)
      bits = (bits << 6) | Math.max(0, valueOf(text.charCodeAt(at + each)));
    if (!isTextByte(bits >>> 16) || !isTextByte((bits >>> 8) & 0xff) || !isTextByte(bits & 0xff))
      return false;
  }
  return true;
}

const isTextByte = (byte: number): boolean =>
  (byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9 || byte === 0;

const isHexDigit = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);

function isHex(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isHexDigit(text.charCodeAt(at))) return false;
  return true;
}
