import type { Decoder } from './decoded.js';
import { LONGEST_PIECE, PIECE_AHEAD, PIECE_BACK } from './reach.js';

const SHORTEST = 16;

/** Text of two bytes a character that was read as one byte a character: every second one is NUL. */
export const decodeWideTexts: Decoder = ({ text, from, to, isEnd }, visit) => {
  let at = from;
  for (;;) {
    const nul = text.indexOf('\0', at);
    if (nul < 0 || nul >= to) return { at: Math.max(at, to), isWaiting: false };
    const first = nul > 0 && text.charCodeAt(nul - 1) !== 0 ? nul - 1 : nul;
    const phase = nul - first;
    const most = first + LONGEST_PIECE;
    const end = wideEnd(text, first, phase, Math.min(text.length - 1, most));
    if (!isEnd && end < most && end >= text.length - 2) return { at, isWaiting: true };
    const goesOn = end >= most;
    const next = goesOn ? end - PIECE_AHEAD : end;
    if (end - first >= SHORTEST) {
      const start = wideStart(text, first, phase);
      const decoded = everySecond(text, start + 1 - phase, end);
      const isWanted = visit({
        encoding: 'utf-16',
        text: decoded,
        from: (first - start) / 2,
        to: goesOn ? (next - start) / 2 : decoded.length,
        goesOn,
        origin: (from, to) => [start + from * 2, Math.min(end + 1, start + to * 2)],
      });
      if (!isWanted) return { at: to, isWaiting: false };
    }
    at = Math.max(next, nul + 1);
  }
};

const isWidePair = (text: string, at: number, phase: number): boolean =>
  text.charCodeAt(at + phase) === 0 && text.charCodeAt(at + 1 - phase) > 0;

function wideEnd(text: string, first: number, phase: number, most: number): number {
  let end = first;
  while (end < most && isWidePair(text, end, phase)) end += 2;
  return end;
}

/** Where the text begins whose piece begins at `first`. */
function wideStart(text: string, first: number, phase: number): number {
  let start = first;
  while (start > first - PIECE_BACK && isWidePair(text, start - 2, phase)) start -= 2;
  return start;
}

/** Behind other text nobody knows which byte comes first: the last letter may have its NUL before it. */
function everySecond(text: string, from: number, last: number): string {
  let kept = '';
  for (let each = from; each <= last; each += 2) kept += text.charAt(each);
  return kept;
}
