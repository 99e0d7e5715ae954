import { SentinelError } from '@sentinel-agentos/core';
import type { Embedder } from './embedder.js';

/** Unit vectors of texts, each asked for once while it is remembered. */
export interface VectorCache {
  /**
   * A vector of length 1 for each text (of length 0 for one that has no direction). Throws `MEMORY_FAILED` when
   * the embedder throws or gives something else than a finite vector of its dimension for each text.
   */
  of(texts: readonly string[]): readonly Float32Array[];
}

const MAX_NUMBERS = 4_000_000;

/** Makes a cache that holds at most 16 MB. */
export function createVectorCache(embedder: Embedder): VectorCache {
  const known = new Map<string, Float32Array>();
  const capacity = Math.max(1, Math.floor(MAX_NUMBERS / embedder.dimension));

  return {
    of(texts) {
      const missing = [...new Set(texts.filter((text) => !known.has(text)))];
      const vectors = new Map(texts.map((text) => [text, known.get(text)]));
      const made = missing.length === 0 ? [] : embed(embedder, missing);
      for (const [index, text] of missing.entries()) {
        const vector = unitVector(made[index], embedder.dimension);
        vectors.set(text, vector);
        known.set(text, vector);
      }
      // The oldest go first.
      for (const text of known.keys()) {
        if (known.size <= capacity) break;
        known.delete(text);
      }
      return texts.map((text) => vectors.get(text) ?? new Float32Array(embedder.dimension));
    },
  };
}

function embed(embedder: Embedder, texts: readonly string[]): readonly unknown[] {
  let vectors: unknown;
  try {
    vectors = embedder.embed(texts);
  } catch (cause) {
    throw new SentinelError('MEMORY_FAILED', 'memory: the embedder threw', { cause });
  }
  if (!Array.isArray(vectors) || vectors.length !== texts.length) {
    throw new SentinelError('MEMORY_FAILED', `memory: the embedder gave no ${texts.length} vectors`);
  }
  return vectors;
}

function unitVector(value: unknown, dimension: number): Float32Array {
  const length = (value as { readonly length?: unknown } | null | undefined)?.length;
  if (length !== dimension) {
    const got = typeof length === 'number' ? `a vector of ${length} numbers` : 'no vector';
    throw new SentinelError('MEMORY_FAILED', `memory: the embedder says dimension ${dimension}, gave ${got}`);
  }
  const numbers = Float64Array.from(value as ArrayLike<number>);
  let squares = 0;
  for (const number of numbers) squares += number * number;
  if (!Number.isFinite(squares)) {
    throw new SentinelError(
      'MEMORY_FAILED',
      'memory: the embedder gave a vector with numbers that are not finite',
    );
  }
  return Float32Array.from(numbers, (number) => (squares === 0 ? 0 : number / Math.sqrt(squares)));
}
