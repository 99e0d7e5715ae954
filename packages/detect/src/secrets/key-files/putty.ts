import { prefixOf, readKeyLines } from './key-lines.js';

const LONGEST = 65_536;
const HEADER = 'PuTTY-User-Key-File-';
/** The last line of the file: a checksum over all of it, in hexadecimal. */
const FOOTER = /Private-(?:MAC|Hash): ?[0-9a-f]{40,64}/u;

/**
 * Reads a private key of PuTTY behind its header, up to its checksum, or as far as its lines go where the key was
 * cut off.
 *
 * @see https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html
 */
export function readPutty(text: string, start: number, end: number): number {
  const next = text.indexOf(HEADER, end);
  const body = text.slice(end, Math.min(next < 0 ? text.length : next, end + LONGEST));
  const footer = FOOTER.exec(body);
  if (footer !== null) return end + footer.index + footer[0].length;
  return end + readKeyLines(body, prefixOf(text, start), true).end;
}
