import type { Candidate } from '../candidate.js';
import { entropyOf } from './entropy.js';
import { isPlaceholder } from './placeholder.js';

/** A member of a key of 4,096 bits stands within this many characters of every other one. */
const NEAR = 4000;
const KEY_TYPE = '"kty';
const LONGEST_TYPE = 32;
/** The smallest private numbers have 256 bits, 43 characters. */
const LEAST_NUMBER = 40;

/**
 * Whether a member is a private one of a JSON Web Key (RFC 7517): `kty` stands in the same object, which holds no
 * other object. A long `d` is one without it too: the rest of the key may have been cut off.
 */
export function isPrivateMember({ text, value, anchorStart, anchorEnd }: Candidate): boolean {
  const name = text.slice(anchorStart, anchorEnd).replace(/[\\"]/gu, '').toLowerCase();
  if (name !== 'k' && value.length < LEAST_NUMBER) return false;
  if (isPlaceholder(value) || entropyOf(value) < 2.8) return false;
  if (name === 'd') return true;
  const type = keyType(text, anchorStart, anchorEnd);
  return type !== null && (name !== 'k' || /^"kty\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"oct/u.test(type));
}

/** The member `kty` of the object that a place is in, from its name on. */
function keyType(text: string, start: number, end: number): string | null {
  const before = text.slice(Math.max(0, start - NEAR), start);
  const earlier = before.lastIndexOf(KEY_TYPE);
  if (earlier >= 0 && !/[{}]/u.test(before.slice(earlier)))
    return before.slice(earlier, earlier + LONGEST_TYPE);
  const behind = text.slice(end, end + NEAR);
  const later = behind.indexOf(KEY_TYPE);
  if (later < 0 || /[{}]/u.test(behind.slice(0, later))) return null;
  return behind.slice(later, later + LONGEST_TYPE);
}
