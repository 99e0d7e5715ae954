import { isPlaceholder } from '../secrets/validators/placeholder.js';

/** Letters only, as words are: who writes `postgres` or `development` gives nothing away. */
const SHORTEST_OF_LETTERS = 14;

/**
 * Whether a value is one that people write in other places too: a short word, or words that stand for a secret that is
 * still to be filled in. Only values of letters, digits, dots and dashes are; whatever else is in one makes it its own.
 */
export function isOrdinaryValue(value: string): boolean {
  if (!/^[\w.-]+$/.test(value)) return false;
  if (/^[A-Z]?[a-z]+$|^[A-Z]+$/.test(value) && value.length < SHORTEST_OF_LETTERS) return true;
  return isPlaceholder(value);
}
