import { entropyOf } from '../validators/entropy.js';
import { prefixOf, readKeyLines } from './key-lines.js';

/** Keys of PGP with many parts are the longest. */
const LONGEST = 65_536;
const LEAST_BODY = 40;
const LINES = /[A-Za-z0-9+/=]{32,}/gu;
/** Line ends, quotes and what joins strings. */
const EMPTY = /^(?:\\[nrt]|[\s"'+;\\])*$/u;
const FOOTER = /-{4,8} ?END [A-Z0-9 ]{0,40}-{4,5}/y;

/**
 * Reads a private key behind its header, in PEM (RFC 7468) or the armour of PGP (RFC 9580) or SSH2 (RFC 4716), in
 * lines, quoted strings or escapes. With a footer, base64 must be at least a quarter of what stands between: tools
 * put numbers, times or names before every line, some around it. Without one the key was cut off: then its lines
 * follow at once. A header that the text ends after counts too.
 */
export function readPem(text: string, start: number, end: number): number | null {
  const dashes = text.indexOf('----', end);
  const stop = Math.min(dashes < 0 ? text.length : dashes, end + LONGEST);
  const body = text.slice(end, stop);
  FOOTER.lastIndex = stop;
  const footer = FOOTER.exec(text);
  if (footer !== null) return isKey(body) ? stop + footer[0].length : null;
  if (stop === text.length && EMPTY.test(body)) return end;
  const lines = readKeyLines(body, prefixOf(text, start), false);
  return lines.base64.length >= LEAST_BODY && isRandom(lines.base64) ? end + lines.end : null;
}

function isKey(body: string): boolean {
  const base64 = (body.match(LINES) ?? []).join('');
  return base64.length >= LEAST_BODY && base64.length * 4 >= body.length && isRandom(base64);
}

/** Neither a mask nor words. */
const isRandom = (base64: string): boolean => entropyOf(base64.slice(0, 400)) > 3.5;
