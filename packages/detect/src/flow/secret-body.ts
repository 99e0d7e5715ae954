import { isOrdinaryValue } from './ordinary-value.js';
import { PUBLIC_PREFIXES } from './public-prefixes.js';
import { STRAND } from './fingerprint-table.js';
import { symbolsOf } from './symbols.js';

/** Symbols of the shortest body that can be told from chance, and of one that is digits only. */
const SHORTEST_BODY = 8;
const SHORTEST_OF_DIGITS = 12;
/** Shannon bits a symbol: words and repeated patterns stay below it. */
const LEAST_ENTROPY = 2.5;
/** Strands of one body; a longer body is covered by evenly spaced ones. */
const MOST_STRANDS = 4;

/**
 * What of a secret is worth a fingerprint: the parts that are its own and that chance does not make. A password of
 * an address, the lines of a PEM body, payload and signature of a JWT, and else the value without what its issuer
 * writes in front of every one. Empty when nothing is random enough.
 */
export function bodiesOf(value: string): readonly Uint8Array[] {
  return partsOf(value)
    .filter((part) => !isOrdinaryValue(part))
    .map((part) => symbolsOf(part))
    .filter(isRandomEnough)
    .flatMap(strandsOf);
}

function partsOf(value: string): readonly string[] {
  const text = value.slice(0, 16_384).trim();
  if (text.startsWith('-----BEGIN')) return [text.replace(/-----[A-Z0-9 ]{3,60}-----/g, ' ')];
  const scheme = text.indexOf('://');
  if (scheme > 0 && scheme < 32) {
    const authority = text.slice(scheme + 3).split(/[/?#\s]/, 1)[0] ?? '';
    const at = authority.lastIndexOf('@');
    const colon = authority.indexOf(':');
    if (at > colon && colon >= 0) return [decodePercent(authority.slice(colon + 1, at))];
  }
  const segments = text.split('.');
  if (text.startsWith('eyJ') && segments.length >= 3) return segments.slice(1);
  const prefix = PUBLIC_PREFIXES.filter((candidate) => text.startsWith(candidate)).toSorted(
    (a, b) => b.length - a.length,
  )[0];
  return [text.slice(prefix?.length ?? 0)];
}

function decodePercent(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}

function isRandomEnough(symbols: Uint8Array): boolean {
  const counts = new Uint32Array(36);
  let digits = 0;
  for (const symbol of symbols) {
    counts[symbol] = (counts[symbol] ?? 0) + 1;
    if (symbol < 10) digits++;
  }
  if (symbols.length < (digits === symbols.length ? SHORTEST_OF_DIGITS : SHORTEST_BODY)) return false;
  let bits = 0;
  for (const count of counts)
    if (count > 0) bits -= (count / symbols.length) * Math.log2(count / symbols.length);
  return bits >= LEAST_ENTROPY;
}

function strandsOf(symbols: Uint8Array): readonly Uint8Array[] {
  if (symbols.length <= STRAND) return [symbols];
  const count = Math.min(MOST_STRANDS, Math.ceil(symbols.length / STRAND));
  const step = (symbols.length - STRAND) / (count - 1);
  return Array.from({ length: count }, (_, index) => {
    const start = Math.round(index * step);
    return symbols.slice(start, start + STRAND);
  });
}
