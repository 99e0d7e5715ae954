import { isPlaceholder } from './placeholder.js';
import { isQuotedCode } from './quoted-code.js';

/** Names of algorithms and versions. */
const ALGORITHM = /^(?:[A-Za-z]{2,8}-?\d{1,4}|v?\d[\d.]*[a-z]?)$/u;

/**
 * Whether a value can be a password where only what it is called, or the option it stands behind, says so: letters
 * and digits, neither code nor a stand-in.
 */
export function isLabelledPassword(value: string): boolean {
  if (value.length < 6 || !/\d/u.test(value) || !/[A-Za-z]/u.test(value)) return false;
  return !ALGORITHM.test(value) && !isQuotedCode(value) && !isPlaceholder(value);
}
