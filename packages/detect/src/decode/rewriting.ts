import type { Decoder } from './decoded.js';
import { LONGEST_PIECE, LOOK_AHEAD } from './reach.js';
import { splice, type Replacement } from './spliced-text.js';

/** What stands for something else: its length, and what it stands for. */
export interface Rewritten {
  readonly length: number;
  readonly by: string;
}

/** A way to write characters as others, one by one, among characters that stand for themselves. */
export interface Rewriting {
  readonly encoding: string;
  /** The place of the next sign that may begin an escape, at `from` or behind it; -1 where none does. */
  readonly next: (text: string, from: number) => number;
  /** The escape at such a place; `null` where the sign stands for itself. */
  readonly read: (text: string, at: number) => Rewritten | null;
}

/** Around an escape this much is looked at, and the rest of the word that the escape stands in. */
const NEAR = 256;
const LONGEST_WORD = 4096;
/** Read before that and behind it: what stands beside a word says what it is. */
const BEFORE = 256;
const BEHIND = 1024;
/** No escape is longer. */
const LONGEST_ESCAPE = 2200;

/**
 * The decoder of a rewriting. Escapes whose surroundings touch are decoded together, so that a text full of them is
 * one decoded text.
 */
export function rewritingDecoder({ encoding, next, read }: Rewriting): Decoder {
  const escapeFrom = (text: string, from: number): Replacement | null => {
    for (let at = next(text, from); at >= 0; at = next(text, at + 1)) {
      const found = read(text, at);
      if (found !== null) return { start: at, end: at + found.length, by: found.by };
    }
    return null;
  };

  return ({ text, from, to, isEnd }, visit) => {
    let done = from;
    let escape = escapeFrom(text, from);
    while (escape !== null && escape.start < to) {
      const first = Math.max(done, Math.min(escape.start - NEAR, wordStart(text, escape.start)));
      const start = Math.max(0, first - BEFORE);
      const splicer = splice(text, start);

      let before = done <= start ? null : escapeFrom(text, start);
      for (; before !== null && before.end <= first; before = escapeFrom(text, before.end)) {
        splicer.replace(before);
      }
      let last: Replacement = escape;
      let following: Replacement | null;
      let isNear: boolean;
      for (;;) {
        splicer.replace(last);
        following = escapeFrom(text, last.end);
        isNear = following !== null && touches(text, last.end, following.start);
        if (following === null || !isNear || last.end >= first + LONGEST_PIECE) break;
        last = following;
      }

      const end = isNear ? last.end : Math.max(last.end + NEAR, wordEnd(text, last.end, LONGEST_WORD));
      const limit = Math.max(end + BEHIND, wordEnd(text, end, LOOK_AHEAD));
      if (!isEnd && limit + LONGEST_ESCAPE > text.length) return { at: first, isWaiting: true };
      // What is behind the end is read, and looked at by the next one.
      for (let each = following; each !== null && each.start < end + BEHIND;) {
        splicer.replace(each);
        each = escapeFrom(text, each.end);
      }
      const spliced = splicer.finish(Math.min(limit, text.length));
      done = Math.min(end, text.length);
      escape = following;
      const isWanted = visit({
        encoding,
        text: spliced.text,
        from: spliced.placeOf(first),
        to: Math.min(spliced.placeOf(done), spliced.text.length),
        goesOn: isNear,
        origin: spliced.origin,
      });
      if (!isWanted) return { at: to, isWaiting: false };
    }
    return { at: Math.max(done, to - LONGEST_WORD), isWaiting: false };
  };
}

/** Whether an escape stands so close behind another one that both have to be looked at together. */
function touches(text: string, end: number, start: number): boolean {
  const gap = start - NEAR - end;
  return gap <= NEAR || (gap <= LONGEST_WORD && wordEnd(text, end, gap) >= end + gap);
}

/** The beginning of the word that a place is in. */
function wordStart(text: string, at: number): number {
  const limit = Math.max(0, at - LONGEST_WORD);
  let start = at;
  while (start > limit && !isSpace(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

/** The end of the word that goes on at a place, at most `most` behind it. */
function wordEnd(text: string, at: number, most: number): number {
  const limit = Math.min(text.length, at + most);
  let end = at;
  while (end < limit && !isSpace(text.charCodeAt(end))) end += 1;
  return end;
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
