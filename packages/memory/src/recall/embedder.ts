import { invalidArgument } from '../input/invalid-argument.js';
import { parseWholeNumber } from '../input/parse-number.js';

/**
 * Turns texts into vectors whose angle says how alike they are. Supplied by the user; synchronous, and the same
 * text always gets the same vector. It may only reorder what was found without it.
 */
export interface Embedder {
  /** Numbers in a vector, 1–65,536. */
  readonly dimension: number;
  /** A vector for each text, in their order. */
  embed(texts: readonly string[]): readonly ArrayLike<number>[];
}

const MAX_DIMENSION = 65_536;

/** Checks an embedder; absent means none. Throws `INVALID_ARGUMENT` naming the field. */
export function parseEmbedder(value: Embedder | undefined): Embedder | null {
  if (value === undefined) return null;
  if (typeof value !== 'object' || value === null || typeof value.embed !== 'function') {
    throw invalidArgument('embedder', 'an object with dimension and embed()', value);
  }
  const dimension = parseWholeNumber(value.dimension, 'embedder.dimension', 1, Number.NaN);
  if (dimension > MAX_DIMENSION) {
    throw invalidArgument('embedder.dimension', `at most ${MAX_DIMENSION}`, dimension);
  }
  return value;
}
