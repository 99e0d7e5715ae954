import { breaksSpelling } from '../normalise/invisible-characters.js';
import type { Decoder } from './decoded.js';
import { rewritingDecoder, type Rewritten } from './rewriting.js';

const SOFT_HYPHEN = 0xad;
const PLANE = 0x10000;
/** The first halves of characters beyond the first plane: most of those show, and few texts have any. */
const HALVES: readonly [number, number] = [0xd800, 0xdbff];
/** Ranges with a smaller gap are looked for as one: an expression of up to sixteen ranges is five times as fast. */
const SMALLEST_GAP = 24;
/** So many hidden characters in a row are read as one. */
const LONGEST_RUN = 512;

/**
 * Finds what may be hidden characters from `first` on; which are, the table says. Without the soft hyphen it costs
 * nothing on texts of one byte a character.
 */
function candidatesFrom(first: number): RegExp {
  const ranges: [first: number, last: number][] = [];
  for (let code = first; code < PLANE; code++) {
    if (!breaksSpelling(code)) continue;
    const last = ranges.at(-1);
    if (last !== undefined && code - last[1] <= SMALLEST_GAP) last[1] = code;
    else ranges.push([code, code]);
  }
  const written = [...ranges, HALVES].map((range) => range.map(escaped).join('-'));
  return new RegExp(`[${written.join('')}]`, 'g');
}

const escaped = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

/** The decoder of hidden characters from `first` on. Its expression is made at first use. */
function hiddenFrom(first: number): Decoder {
  let candidates: RegExp | undefined;
  return rewritingDecoder({
    encoding: 'zero-width',
    next(text, from) {
      candidates ??= candidatesFrom(first);
      candidates.lastIndex = from;
      return candidates.exec(text)?.index ?? -1;
    },
    read: hiddenAt,
  });
}

function hiddenAt(text: string, at: number): Rewritten | null {
  let end = at;
  while (end - at < LONGEST_RUN) {
    const code = text.codePointAt(end) ?? 0;
    if (!breaksSpelling(code)) break;
    end += code < PLANE ? 1 : 2;
  }
  return end === at ? null : { length: end - at, by: '' };
}

const decodeAll = hiddenFrom(SOFT_HYPHEN);
const decodeOthers = hiddenFrom(SOFT_HYPHEN + 1);

/** Text with characters in it that nobody sees, or that only cross others out, without them. */
export const decodeHiddenCharacters: Decoder = (region, visit) =>
  region.text.includes('\u00ad', region.from) ? decodeAll(region, visit) : decodeOthers(region, visit);
