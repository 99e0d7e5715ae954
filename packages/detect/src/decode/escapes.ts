import { byPlaces, type Decoded, type Decoder } from './decoded.js';

/** One way to write a character as several. */
interface Escape {
  readonly encoding: string;
  /** What every escape of it begins with. */
  readonly lead: string;
  /** One escape; sticky. */
  readonly pattern: RegExp;
  readonly read: (found: RegExpExecArray) => number;
}

const ENTITIES: Readonly<Record<string, number>> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39, nbsp: 32 };

const ESCAPES: readonly Escape[] = [
  { encoding: 'url', lead: '%', pattern: /%([0-9a-f]{2})/iy, read: (found) => parseInt(found[1] ?? '', 16) },
  {
    encoding: 'json',
    lead: '\\u',
    pattern: /\\u(?:\{0{0,4}([0-9a-f]{2,4})\}|([0-9a-f]{4}))/iy,
    read: (found) => parseInt(found[1] ?? found[2] ?? '', 16),
  },
  {
    encoding: 'json',
    lead: '\\x',
    pattern: /\\x([0-9a-f]{2})/iy,
    read: (found) => parseInt(found[1] ?? '', 16),
  },
  {
    encoding: 'html',
    lead: '&',
    pattern: /&(?:#x0{0,8}([0-9a-f]{1,5})|#0{0,8}(\d{1,6})|(amp|lt|gt|quot|apos|nbsp));/iy,
    read: ([, hex, decimal, name]) =>
      hex !== undefined
        ? parseInt(hex, 16)
        : decimal !== undefined
          ? Number(decimal)
          : (ENTITIES[(name ?? '').toLowerCase()] ?? 32),
  },
];

/** A word with escapes is read this far before and behind the first of them. */
const BEFORE = 256;
const BEHIND = 4096;
/** Escapes that are this close are decoded together: what they hide may have spaces. */
const NEAR = 24;

/** Words with percent escapes, `\u` and `\x` escapes or character references. */
export const ESCAPED_WORDS: readonly Decoder[] = ESCAPES.map((escape) => ({
  mayFind: ({ text, from }) => text.includes(escape.lead, from),
  *decode({ text, from, to }) {
    let at = from;
    for (;;) {
      at = text.indexOf(escape.lead, at);
      if (at < 0 || at >= to) return;
      escape.pattern.lastIndex = at;
      // Most signs of this kind stand for themselves, with a space or another sign behind them.
      if (!isWordLike(text.charCodeAt(at + escape.lead.length)) || !escape.pattern.test(text)) {
        at += 1;
        continue;
      }
      const end = escapedEnd(escape, text, at);
      yield decodeWord(escape, text, wordStart(text, at), end);
      at = end;
    }
  },
}));

function decodeWord(
  { encoding, lead, pattern, read }: Escape,
  text: string,
  start: number,
  end: number,
): Decoded {
  const places: number[] = [];
  const codes: number[] = [];
  let at = start;
  while (at < end) {
    places.push(at);
    let code = text.charCodeAt(at);
    let length = 1;
    if (code === lead.charCodeAt(0)) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found !== null) {
        code = Math.min(read(found), 0xffff);
        length = found[0].length;
      }
    }
    codes.push(code);
    at += length;
  }
  places.push(at);
  return { encoding, text: String.fromCharCode(...codes), origin: byPlaces(places) };
}

/** The end of the word; of a later one where escapes go on at once. */
function escapedEnd({ lead, pattern }: Escape, text: string, at: number): number {
  let end = wordEnd(text, at);
  while (end - at < BEHIND) {
    const next = text.slice(end, end + NEAR).indexOf(lead);
    if (next < 0) return end;
    pattern.lastIndex = end + next;
    if (!pattern.test(text)) return end;
    end = wordEnd(text, end + next);
  }
  return end;
}

const isWordLike = (code: number): boolean =>
  (code >= 97 && code <= 123) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 35;

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

function wordStart(text: string, at: number): number {
  const least = Math.max(0, at - BEFORE);
  let start = at;
  while (start > least && !isSpace(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function wordEnd(text: string, at: number): number {
  const most = Math.min(text.length, at + BEHIND);
  let end = at + 1;
  while (end < most && !isSpace(text.charCodeAt(end))) end += 1;
  return end;
}
