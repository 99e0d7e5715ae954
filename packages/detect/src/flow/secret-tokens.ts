import { isOrdinaryValue } from './ordinary-value.js';
import { looksRandom } from '../secrets/validators/entropy.js';
import { readName } from '../secrets/assignment-names.js';
import type { ViewSearch } from './view-search.js';

const SHORTEST_TOKEN = 12;
const SHORTEST_ALONE = 8;
const MOST_TOKENS = 256;
const MOST_TEXT = 1 << 18;
const BLOCK = /-----BEGIN[^]{16,16384}?-----END[^-\n]{1,40}-----/g;
const TOKEN = /[^\s"'`,;<>(){}[\]=]{1,4096}/g;
/** A host, a version, a file: dotted names are written by people. */
const DOTTED = /^[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,24}(?::\d{1,5})?$/i;
/** Names of values that are told to everybody. */
const TOLD = /(?:^|[_-])(?:ids?|public|publishable|version|region)$|^(?:next_public|vite|react_app|public)_/i;

/** A place in a text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** What of a secret text may be a secret of its own. */
export interface SecretTokens {
  readonly tokens: readonly string[];
  /** The text has more than was looked at. */
  readonly isCut: boolean;
}

/**
 * The values of a secret text that may be secrets of their own, outside of the spans that are known already: blocks of
 * keys, what is assigned to a name that says so, whatever looks drawn at random, and a text that is one word. Names,
 * hosts and ordinary words of such a text may be said aloud.
 */
export function secretTokens(text: string, known: readonly Span[]): SecretTokens {
  const rest = blank(text.slice(0, MOST_TEXT), known);
  const alone = rest.trim();
  if (/^[\x21-\x7e]{8,4096}$/.test(alone) && alone.length >= SHORTEST_ALONE && known.length === 0)
    return { tokens: [alone], isCut: false };
  const tokens: string[] = [];
  for (const [block] of rest.matchAll(BLOCK)) tokens.push(block);
  const words = rest.replace(BLOCK, (block) => ' '.repeat(block.length));
  let before = { text: '', end: -1 };
  for (const match of words.matchAll(TOKEN)) {
    const [word] = match;
    if (tokens.length > MOST_TOKENS) break;
    // Behind an assignment or a space of the same line.
    const between = words.slice(before.end, match.index);
    const name = before.end >= 0 && !/[\r\n]/.test(between) ? before.text.replace(/:$/, '') : '';
    tokens.push(...valuesOf(word, name));
    before = { text: word, end: match.index + word.length };
  }
  return {
    tokens: tokens.slice(0, MOST_TOKENS),
    isCut: tokens.length > MOST_TOKENS || text.length > MOST_TEXT,
  };
}

/** The text with spaces where the spans are. */
function blank(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(at, start);
    const to = Math.min(text.length, end);
    if (to <= from) continue;
    parts.push(text.slice(at, from), ' '.repeat(to - from));
    at = to;
  }
  return parts.join('') + text.slice(at);
}

function valuesOf(word: string, name: string): readonly string[] {
  if (word.length < SHORTEST_TOKEN || DOTTED.test(word) || TOLD.test(name)) return [];
  if (name !== '' && readName(name) !== null) return isOrdinaryValue(word) ? [] : [word];
  const scheme = word.indexOf('://');
  // The host behind a password that was blanked.
  const plain = word.replace(/^@[^/?#]{1,255}/, '');
  if (scheme < 0) return plain.length >= SHORTEST_TOKEN && isRandom(plain) ? [plain] : [];
  // An address tells its host to everybody; what stands before and behind it may be secret.
  const behind = word.slice(scheme + 3);
  const end = behind.search(/[/?#]/);
  const path = end < 0 ? '' : behind.slice(end);
  const authority = end < 0 ? behind : behind.slice(0, end);
  const parts = [...authority.split('@').slice(0, -1), path].flatMap((part) => part.split(/[/?#&:]/));
  return parts.filter((part) => part.length >= SHORTEST_TOKEN && isRandom(part));
}

function isRandom(word: string): boolean {
  if (isOrdinaryValue(word)) return false;
  return looksRandom(word, 2.8) || mixesCases(word) || /[a-z\d]{24}|[A-Z\d]{24}/.test(word);
}

/** Letters of both cases in an order that no spelling of names has. */
function mixesCases(word: string): boolean {
  const turns = word.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0;
  return word.length >= 16 && turns * 5 >= word.length;
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
