import { BASE64, HEX, nextStretch, stretchEnd, valueIn } from './alphabets.js';
import type { Decoder, DecodedVisitor } from './decoded.js';
import { LONGEST_PIECE, PIECE_AHEAD, PIECE_BACK } from './reach.js';
import { splice, type SplicedText } from './spliced-text.js';
import { holdsBase64Text, holdsHexText } from './text-bytes.js';

/** Shorter runs hold no secret that would not be found otherwise. */
const SHORTEST_RUN = 24;
/** Encoders break lines at 60, 64 or 76 characters. */
const SHORTEST_LINE = 60;
/** What stands between two lines: a line end, also written out as in JSON, and indentation. */
const LINE_END = /(?:\r?\n|(?:\\{1,3}r)?\\{1,3}n)[ \t]{0,64}/y;
const LONGEST_LINE_END = 80;
/** Six bits of a character, so a byte may begin at each fourth one; or four bits, so at every second one. */
const BASE64_PHASES = [0, 1, 2, 3];
const HEX_PHASES = [0, 1];

/** A run of encoded characters without the ends of its lines, and what of it is to be looked at. */
interface Run {
  readonly characters: SplicedText;
  readonly from: number;
  readonly to: number;
  readonly goesOn: boolean;
}

/**
 * Runs of base64 (standard and URL-safe, padded or not, in lines too) and of hexadecimal that hold text anywhere. What
 * stands before a run may touch it, and what is encoded may begin with bytes that are no text: so a run is read from
 * each of its first characters on.
 *
 * A run of 24 characters covers every 24th place, so most characters of a text without runs are never looked at.
 */
export const decodeRuns: Decoder = ({ text, from, to, isEnd }, visit) => {
  let at = from;
  for (;;) {
    const first = nextStretch(BASE64, text, at, to, SHORTEST_RUN);
    if (first >= to) return { at: Math.max(at, to), isWaiting: false };
    const start = first === at ? runStart(text, at) : first;
    const most = first + LONGEST_PIECE;
    const lines = linesOf(text, start, Math.min(text.length, most));
    const end = lines[lines.length - 1] ?? first;
    if (!isEnd && end < most && end + LONGEST_LINE_END > text.length) return { at, isWaiting: true };
    const goesOn = end >= most;
    const next = goesOn ? insideLine(text, end - PIECE_AHEAD) : end;
    // Most runs are words and paths: they are read where they stand.
    if (lines.length > 1 || holdsEncodedText(text, start, end)) {
      const characters = joined(text, start, lines);
      const run = { characters, from: characters.placeOf(first), to: characters.placeOf(next), goesOn };
      if (!visitBase64(run, visit) || !visitHex(run, visit)) return { at: to, isWaiting: false };
    }
    at = next;
  }
};

function holdsEncodedText(text: string, start: number, end: number): boolean {
  return (
    BASE64_PHASES.some((phase) => holdsBase64Text(text, start + phase, end)) ||
    nextStretch(HEX, text, start, end, SHORTEST_RUN) < end
  );
}

/** Where each line of a run ends and the next one begins, in turn. The last place is the end of the run. */
function linesOf(text: string, start: number, most: number): readonly number[] {
  const places: number[] = [];
  let lineStart = start;
  for (;;) {
    const end = stretchEnd(BASE64, text, lineStart, most);
    places.push(end);
    if (end - lineStart < SHORTEST_LINE || end >= most) return places;
    LINE_END.lastIndex = end;
    const next = end + (LINE_END.exec(text)?.[0].length ?? 0);
    if (next === end || next >= most || !isInLine(text, next)) return places;
    places.push(next);
    lineStart = next;
  }
}

/** Where the run began that `at` is inside of, as far as it is read back; `at` itself where none goes on there. */
function runStart(text: string, at: number): number {
  if (at === 0 || !isInLine(text, at - 1)) return at;
  let start = Math.max(0, at - PIECE_BACK);
  for (;;) {
    start = nextStretch(BASE64, text, start, at, SHORTEST_RUN);
    if (start >= at) return at;
    const lines = linesOf(text, start, at);
    const end = lines[lines.length - 1] ?? at;
    if (end >= at) return start;
    start = end;
  }
}

/** The next place before `at` that has characters of a line on both sides. */
function insideLine(text: string, at: number): number {
  let place = at;
  while (
    !isInLine(text, place - 1) ||
    stretchEnd(BASE64, text, place, place + SHORTEST_RUN) < place + SHORTEST_RUN
  )
    place -= 1;
  return place;
}

const isInLine = (text: string, at: number): boolean => valueIn(BASE64, text.charCodeAt(at)) >= 0;

function joined(text: string, start: number, lines: readonly number[]): SplicedText {
  const splicer = splice(text, start);
  for (let at = 0; at + 1 < lines.length; at += 2) {
    splicer.replace({ start: lines[at] ?? 0, end: lines[at + 1] ?? 0, by: '' });
  }
  return splicer.finish(lines[lines.length - 1] ?? start);
}

function visitBase64({ characters, from, to, goesOn }: Run, visit: DecodedVisitor): boolean {
  const { text } = characters;
  for (const phase of BASE64_PHASES) {
    if (!holdsBase64Text(text, phase, text.length)) continue;
    const isWanted = visit({
      encoding: 'base64',
      text: Buffer.from(text.slice(phase), 'base64').toString('latin1'),
      from: bytesBefore(((from - phase) * 3) / 4),
      to: bytesBefore(((to - phase) * 3) / 4),
      goesOn,
      origin: (first, last) =>
        characters.origin(
          phase + Math.floor(first / 3) * 4,
          Math.min(text.length, phase + Math.ceil(last / 3) * 4),
        ),
    });
    if (!isWanted) return false;
  }
  return true;
}

function visitHex({ characters, from, to, goesOn }: Run, visit: DecodedVisitor): boolean {
  const { text } = characters;
  let start = nextStretch(HEX, text, 0, text.length, SHORTEST_RUN);
  while (start < text.length) {
    const end = stretchEnd(HEX, text, start, text.length);
    for (const phase of HEX_PHASES) {
      const begin = start + phase;
      if (!holdsHexText(text, begin, end)) continue;
      const decoded = Buffer.from(text.slice(begin, end), 'hex').toString('latin1');
      const isWanted = visit({
        encoding: 'hex',
        text: decoded,
        from: Math.min(decoded.length, bytesBefore((from - begin) / 2)),
        to: Math.min(decoded.length, bytesBefore((to - begin) / 2)),
        goesOn: goesOn && end === text.length,
        origin: (first, last) => characters.origin(begin + first * 2, begin + last * 2),
      });
      if (!isWanted) return false;
    }
    start = nextStretch(HEX, text, end, text.length, SHORTEST_RUN);
  }
  return true;
}

const bytesBefore = (place: number): number => Math.max(0, Math.floor(place));
