import { MAY_BREAK_SPELLING } from '../normalise/invisible-characters.js';
import type { Decoder } from './decoded.js';
import { rewritingDecoder } from './rewriting.js';

const ANYWHERE = new RegExp(MAY_BREAK_SPELLING.source, 'gu');
const HERE = new RegExp(`${MAY_BREAK_SPELLING.source}{1,256}`, 'yu');

const withoutHidden = rewritingDecoder({
  encoding: 'zero-width',
  next(text, from) {
    ANYWHERE.lastIndex = from;
    return ANYWHERE.exec(text)?.index ?? -1;
  },
  read(text, at) {
    HERE.lastIndex = at;
    const found = HERE.exec(text);
    return found === null ? null : { length: found[0].length, by: '' };
  },
});

/** Text with characters in it that nobody sees, or that only cross others out, without them. */
export const decodeHiddenCharacters: Decoder = (region, visit) => {
  const { text, from, to } = region;
  // Text of ASCII alone has as many bytes as characters, and counting bytes is the fastest look of all.
  if (Buffer.byteLength(text) === text.length) return { at: Math.max(from, to), isWaiting: false };
  return withoutHidden(region, visit);
};
