import { entropyOf } from './entropy.js';

const LEAST_BODY = 40;
/** Sentences have no word as long as a line of base64. */
const LINE = /[A-Za-z0-9+/=]{32}/u;

/**
 * Whether a match of a private key's header, with what is behind it, can be a key: base64 of at least 40
 * characters in what may be lines, quoted strings or escapes; neither a mask nor an explanation. A header that the
 * text ends after counts: the key was cut off there.
 */
export function isPemBody(match: string): boolean {
  const header = /^-{4,5}[^-]{0,60}-{4,5}/u.exec(match)?.[0] ?? '';
  const footer = /-{4,5} ?END[^-]{0,60}-{4,5}$/u.exec(match.slice(-80))?.[0] ?? '';
  const whole = match.slice(header.length, match.length - footer.length);
  // Headers of encrypted keys, line ends in JSON and in code, quotes, concatenation and indentation.
  const body = whole
    .replace(/(?:Proc-Type|DEK-Info|Comment|Version):[^\n\\]{0,200}/gu, '')
    .replace(/\\[nrt]|[\s"'`+,;\\>|$]/gu, '');
  const base64 = /^[A-Za-z0-9/=_.*-]{0,14000}/u.exec(body)?.[0] ?? '';
  if (base64.length < LEAST_BODY) return footer === '' && body === '';
  if (!LINE.test(whole)) return false;
  return entropyOf(base64.slice(0, 400)) > 3.5;
}
