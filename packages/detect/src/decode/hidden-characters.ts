import { byPlaces, type Decoded, type Region } from './decoded.js';

const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/u;
const SEARCH = new RegExp(ZERO_WIDTH.source, 'gu');
const BEFORE = 256;
const BEHIND = 4096;

/** Text around characters that nobody sees, without them. */
export function* decodeZeroWidth({ text, from, to }: Region): Generator<Decoded> {
  let at = from;
  for (;;) {
    SEARCH.lastIndex = at;
    const found = SEARCH.exec(text);
    if (found === null || found.index >= to) return;
    const start = Math.max(0, found.index - BEFORE);
    const end = Math.min(text.length, found.index + BEHIND);
    const places: number[] = [];
    let kept = '';
    for (let each = start; each < end; each++) {
      const character = text.charAt(each);
      if (ZERO_WIDTH.test(character)) continue;
      places.push(each);
      kept += character;
    }
    places.push(end);
    yield { encoding: 'zero-width', text: kept, origin: byPlaces(places) };
    at = end;
  }
}

const SHORTEST_WIDE = 8;
const LONGEST_WIDE = 32_768;

/** Text of two bytes a character that was read as one byte a character: every second one is NUL. */
export function* decodeUtf16({ text, from, to }: Region): Generator<Decoded> {
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
      for (let each = start + 1 - phase; each < end; each += 2) kept += text.charAt(each);
      yield {
        encoding: 'utf-16',
        text: kept,
        origin: (first, last) => [start + first * 2, start + last * 2],
      };
    }
    at = Math.max(end, nul + 1);
  }
}
