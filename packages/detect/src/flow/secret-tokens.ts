import type { ViewSearch } from './view-search.js';

const SHORTEST_TOKEN = 12;
const MOST_TOKENS = 256;

/** The tokens of a secret text that may be secrets of their own: long enough, and in one piece. */
export function secretTokens(text: string): readonly string[] {
  const tokens: string[] = [];
  for (const [block] of text.slice(0, 1 << 18).matchAll(/-----BEGIN[^]{16,8192}?-----END[^-\n]{1,40}-----/g))
    tokens.push(block);
  for (const [token] of text.slice(0, 1 << 18).matchAll(/[^\s"'`,;<>(){}[\]=]{12,4096}={0,2}/g)) {
    if (tokens.length >= MOST_TOKENS) break;
    if (token.length >= SHORTEST_TOKEN) tokens.push(token);
  }
  return tokens;
}

/** The longest text that an encoded value holds; empty when nothing could be decoded. */
export function decodedRun(searchViews: ViewSearch, value: string): string {
  let longest = '';
  searchViews(value, 'whole', (bytes, start, end, via) => {
    if (via.length === 0) return false;
    for (const run of Buffer.from(bytes.subarray(start, end)).toString('latin1').split('\u0001'))
      if (run.length > longest.length) longest = run;
    return false;
  });
  return longest.length < SHORTEST_TOKEN ? '' : longest;
}
