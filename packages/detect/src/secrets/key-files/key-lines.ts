import { COLOUR_START } from '../escape-sequences.js';

/** Line ends as a file holds them, as JSON and code write them out, and as pages show them. */
const LINE_END = /\r\n?|\n|(?:\\{1,4}[rn])+|<br ?\/?>|&#(?:10|13|xA|xD);/giu;
const COLOUR = new RegExp(`${COLOUR_START}[a-z]`, 'gi');
/** What quotes, joins or continues lines in code. */
const BETWEEN = /[\s"'`,;\\|$<>(){}]+/u;
const BASE64 = /^[A-Za-z0-9+/=_.*-]+$/u;
const HEADER = /^\W{0,8}[A-Za-z][\w-]{1,40}:(?:\s|$)/u;
/** Sentences have no word as long as a line of base64. */
const SHORTEST_LINE = 32;
const LONGEST_PREFIX = 128;

/** The lines of base64 that stand together at the beginning of a text. */
export interface KeyLines {
  readonly base64: string;
  /** Where the last of them ends in the text; 0 where there is none. */
  readonly end: number;
}

/**
 * Reads the base64 lines of a key up to the first line that is none. `prefix` is what stands before the line that the
 * key begins with: tools number lines, or name the time, the file or the container, at the beginning of every one.
 * `hasParts`: headers stand between the lines too.
 */
export function readKeyLines(text: string, prefix: string, hasParts: boolean): KeyLines {
  const before = prefixPattern(prefix);
  let base64 = '';
  let end = 0;
  let from = 0;
  for (const lineEnd of [...text.matchAll(LINE_END), { index: text.length, 0: '' }]) {
    const line = text.slice(from, lineEnd.index).replace(COLOUR, '').replace(before, '');
    const words = line.split(BETWEEN).filter((word) => /[A-Za-z0-9]/u.test(word));
    if (words.length > 0 && !((hasParts || base64 === '') && HEADER.test(line))) {
      if (!isBase64Line(words, base64 !== '')) break;
      base64 += words.join('');
      const last = words[words.length - 1] ?? '';
      end = text.lastIndexOf(last, lineEnd.index) + last.length;
    }
    from = lineEnd.index + lineEnd[0].length;
  }
  return { base64, end };
}

/** A key's last line may be short: one word behind whole lines. */
function isBase64Line(words: readonly string[], isLater: boolean): boolean {
  if (!words.every((word) => BASE64.test(word))) return false;
  return words.some((word) => word.length >= SHORTEST_LINE) || (isLater && words.length === 1);
}

/** What stands on the line of a place before it; empty where that is too long to be what a tool puts there. */
export function prefixOf(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - LONGEST_PREFIX), at);
  const lines = before.split(LINE_END);
  return lines.length === 1 && at > LONGEST_PREFIX ? '' : (lines[lines.length - 1] ?? '');
}

/** A prefix with other numbers and other room around them. */
function prefixPattern(prefix: string): RegExp {
  const source = prefix.replace(COLOUR, '').replace(/\d+|\s+|[^\w\s]/gu, (part) => {
    if (/^\d/u.test(part)) return String.raw`\d+`;
    return /^\s/u.test(part) ? String.raw`\s*` : `\\u{${(part.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return new RegExp(`^${source}`, 'u');
}
