import { withRoom } from './growable-array.js';

/** For every document, its terms in their order: 4 bytes a term. */
export interface TermSequences {
  /** Keeps the terms of the next document. */
  append(terms: ArrayLike<number>): void;
  /** The terms of a document: a view that must not be changed. */
  read(document: number): Int32Array<ArrayBuffer>;
  lengthOf(document: number): number;
  /** The lengths by document: valid until the next document comes, and not to be changed. */
  lengths(): Uint16Array<ArrayBuffer>;
}

const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;
const NOTHING = new Int32Array(0);

/** Terms of a document beyond this many are not kept. */
export const MAX_SEQUENCE: number = 1 << 15;

/** Makes empty sequences, in chunks that are never moved. */
export function createTermSequences(): TermSequences {
  const chunks: Int32Array<ArrayBuffer>[] = [];
  let used = CHUNK;

  let starts = new Int32Array(0);
  let lengths = new Uint16Array(0);
  let documents = 0;

  return {
    append(terms) {
      const length = Math.min(terms.length, MAX_SEQUENCE);
      if (used + length > CHUNK) {
        chunks.push(new Int32Array(CHUNK));
        used = 0;
      }
      const chunk = chunks.at(-1) ?? NOTHING;
      for (let index = 0; index < length; index += 1) chunk[used + index] = terms[index] ?? 0;
      starts = withRoom(starts, documents + 1);
      lengths = withRoom(lengths, documents + 1);
      starts[documents] = (chunks.length - 1) * CHUNK + used;
      lengths[documents] = length;
      used += length;
      documents += 1;
    },
    read(document) {
      const start = starts[document] ?? 0;
      const offset = start & (CHUNK - 1);
      return (chunks[start >> CHUNK_BITS] ?? NOTHING).subarray(offset, offset + (lengths[document] ?? 0));
    },
    lengthOf: (document) => lengths[document] ?? 0,
    lengths: () => lengths,
  };
}
