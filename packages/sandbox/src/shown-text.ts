import { MASK } from '@sentinel-agentos/core';

const MAX_TEXT = 240;
/** Redaction looks this far, so that a cut cannot split a credential before it was seen. */
const REDACTED_PREFIX = 2000;

const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@]*@/gi, `$1${MASK}@`],
  [/\b(bearer|basic)\s+[^\s"']+/gi, `$1 ${MASK}`],
  [/((?:password|passwd|secret|token|api[-_]?key)["']?\s{0,3}[=:]\s{0,3}["']?)[^\s"'&;]+/gi, `$1${MASK}`],
  [/(--?(?:password|passwd|secret|token|api-?key|user)\s+["']?)[^\s"']+/gi, `$1${MASK}`],
];

/** The text with broken surrogates replaced by U+FFFD, so that every JSON reader takes it. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/**
 * Cuts a text for display, never inside a surrogate pair, and says how much is missing. `alreadyCut`
 * characters were left out before.
 */
export function shorten(text: string, max: number = MAX_TEXT, alreadyCut = 0): string {
  if (text.length <= max && alreadyCut === 0) return wellFormed(text);
  const last = text.charCodeAt(max - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? max - 1 : Math.min(max, text.length);
  return `${wellFormed(text.slice(0, end))}… (${text.length - end + alreadyCut} more characters)`;
}

/**
 * Cuts a text for display and masks what looks like a credential in it: user and password of a URL,
 * `Authorization` values, `password=…`, `--token …`. Best effort: the sure way to keep a value out of a plan
 * is to name its parameter in the guard's `secrets` rule.
 */
export function redact(text: string): string {
  const head = text.slice(0, REDACTED_PREFIX);
  const masked = CREDENTIALS.reduce((current, [pattern, by]) => current.replace(pattern, by), head);
  return shorten(masked, MAX_TEXT, text.length - head.length);
}
