import { byPlaces, type Decoder } from './decoded.js';

const SOFT_HYPHEN = '\u00ad';
/** Without the soft hyphen it costs nothing on texts of one byte a character. */
const ZERO_WIDTH = /[\u200b-\u200f\u2060-\u2064\ufeff]/;
const HIDDEN = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/;
const BEFORE = 256;
const BEHIND = 4096;

/** Text around characters that nobody sees, without them. */
export const ZERO_WIDTH_TEXTS: Decoder = {
  // Text of ASCII alone has as many bytes as characters, and counting bytes is the fastest look of all.
  mayFind: ({ text, from }) =>
    Buffer.byteLength(text) !== text.length && (ZERO_WIDTH.test(text) || text.includes(SOFT_HYPHEN, from)),
  *decode({ text, from, to }) {
    const isHidden = text.includes(SOFT_HYPHEN, from) ? HIDDEN : ZERO_WIDTH;
    let at = from;
    for (;;) {
      const found = text.slice(at).search(isHidden) + at;
      if (found < at || found >= to) return;
      const start = Math.max(0, found - BEFORE);
      const end = Math.min(text.length, found + BEHIND);
      const places: number[] = [];
      let kept = '';
      for (let each = start; each < end; each++) {
        const character = text.charAt(each);
        if (HIDDEN.test(character)) continue;
        places.push(each);
        kept += character;
      }
      places.push(end);
      yield { encoding: 'zero-width', text: kept, origin: byPlaces(places) };
      at = end;
    }
  },
};

const SHORTEST_WIDE = 8;
const LONGEST_WIDE = 32_768;

/** Text of two bytes a character that was read as one byte a character: every second one is NUL. */
export const WIDE_TEXTS: Decoder = {
  mayFind: ({ text, from }) => text.includes('\0', from),
  *decode({ text, from, to }) {
    let at = from;
    for (;;) {
      const nul = text.indexOf('\0', at);
      if (nul < 0 || nul >= to) return;
      const start = nul > 0 && text.charCodeAt(nul - 1) !== 0 ? nul - 1 : nul;
      const phase = nul - start;
      let end = start;
      const most = Math.min(text.length - 1, start + LONGEST_WIDE);
      while (end < most && text.charCodeAt(end + phase) === 0 && text.charCodeAt(end + 1 - phase) !== 0)
        end += 2;
      if (end - start >= SHORTEST_WIDE * 2) {
        let kept = '';
        // Behind other text nobody knows which byte comes first: the last letter may have its NUL before it.
        for (let each = start + 1 - phase; each <= end; each += 2) kept += text.charAt(each);
        yield {
          encoding: 'utf-16',
          text: kept,
          origin: (first, last) => [start + first * 2, Math.min(end + 1, start + last * 2)],
        };
      }
      at = Math.max(end, nul + 1);
    }
  },
};
