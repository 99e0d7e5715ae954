import { createHmac } from 'node:crypto';
import { OTHER_LETTERS, PLACEHOLDER_LETTERS } from './placeholder-letters.js';

/** A placeholder has one length, and none of its inner characters opens or closes one: two never overlap. */
export const PLACEHOLDER_LENGTH = 15;

const PATTERN = /⟦[A-Z]{2}·[0-9a-f]{10}⟧/g;

/** One text of the shape of a placeholder. Only the vault knows whether it is one. */
export interface PlaceholderSite {
  readonly text: string;
  readonly start: number;
}

/** Everything in a text that has the shape of a placeholder, in order. Linear: the pattern has one length. */
export function placeholdersIn(text: string): readonly PlaceholderSite[] {
  if (!text.includes('⟦')) return [];
  return Array.from(text.matchAll(PATTERN), (match) => ({ text: match[0], start: match.index }));
}

/**
 * `⟦AW·1a2b3c4d5e⟧`: letters of the type, and the first 40 bits of HMAC-SHA-256 of the value under the session key.
 * Who lacks the key can neither compute one from a guessed value nor link those of two sessions. `attempt` counts
 * the collisions of the truncated HMAC that were seen before.
 */
export function placeholderOf(key: Uint8Array, type: string, value: string, attempt: number): string {
  const hmac = createHmac('sha256', key).update(`${String(attempt)}\0`);
  // UTF-16, so that texts that differ in broken surrogates differ here too.
  const digest = hmac.update(Buffer.from(value, 'utf16le')).digest('hex');
  return `⟦${lettersOf(type)}·${digest.slice(0, 10)}⟧`;
}

function lettersOf(type: string): string {
  const letters: Readonly<Record<string, string>> = PLACEHOLDER_LETTERS;
  return (Object.hasOwn(letters, type) ? letters[type] : undefined) ?? OTHER_LETTERS;
}
