import type { PackedPart, PartsReader } from '../storage/packed-parts.js';
import { withRoom } from './growable-array.js';

/** For every document, its terms in their order: 1–3 bytes a term, the fewer the earlier it came. */
export interface TermSequences {
  /** Keeps the terms of the next document. */
  append(terms: ArrayLike<number>): void;
  /** The terms of a document: a view that holds until the next is read. */
  read(document: number): Int32Array<ArrayBuffer>;
  lengthOf(document: number): number;
  /** The lengths by document: valid until the next document comes, and not to be changed. */
  lengths(): Uint16Array<ArrayBuffer>;
  /** To be made again by {@link createTermSequences}. Not to be changed. */
  pack(): readonly PackedPart[];
}

const CHUNK_BITS = 18;
const CHUNK = 1 << CHUNK_BITS;
const MOST_BYTES = 5;
const NOTHING = new Uint8Array(0);

/** Terms of a document beyond this many are not kept. */
export const MAX_SEQUENCE: number = 1 << 15;

/** Makes empty sequences, or those that were packed, in chunks that are never moved. */
export function createTermSequences(packed: PartsReader | null = null): TermSequences {
  const [chunkCount = 0, usedBefore = CHUNK, documentsBefore = 0] = packed?.numbers(Int32Array) ?? [];
  let used = usedBefore;
  let documents = documentsBefore;
  let starts = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let lengths = packed?.numbers(Uint16Array) ?? new Uint16Array(0);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  if (packed !== null) while (chunks.length < chunkCount) chunks.push(packed.numbers(Uint8Array));
  let buffer = new Uint8Array(0);
  let view = new Int32Array(0);

  return {
    append(terms) {
      const length = Math.min(terms.length, MAX_SEQUENCE);
      buffer = withRoom(buffer, length * MOST_BYTES);
      let size = 0;
      for (let index = 0; index < length; index += 1) {
        let rest = terms[index] as number;
        for (; rest > 0x7f; rest >>>= 7) buffer[size++] = (rest & 0x7f) | 0x80;
        buffer[size++] = rest;
      }
      if (used + size > CHUNK) {
        chunks.push(new Uint8Array(CHUNK));
        used = 0;
      }
      chunks.at(-1)?.set(buffer.subarray(0, size), used);
      starts = withRoom(starts, documents + 1);
      lengths = withRoom(lengths, documents + 1);
      starts[documents] = (chunks.length - 1) * CHUNK + used;
      lengths[documents] = length;
      used += size;
      documents += 1;
    },
    read(document) {
      const length = lengths[document] ?? 0;
      view = withRoom(view, length);
      const start = starts[document] ?? 0;
      const chunk = chunks[start >> CHUNK_BITS] ?? NOTHING;
      let place = start & (CHUNK - 1);
      for (let index = 0; index < length; index += 1) {
        let byte = chunk[place++] as number;
        let value = byte & 0x7f;
        for (let shift = 7; byte > 0x7f; shift += 7) {
          byte = chunk[place++] as number;
          value |= (byte & 0x7f) << shift;
        }
        view[index] = value;
      }
      return view.subarray(0, length);
    },
    lengthOf: (document) => lengths[document] ?? 0,
    lengths: () => lengths,
    pack: () => [
      Int32Array.of(chunks.length, used, documents),
      starts.subarray(0, documents),
      lengths.subarray(0, documents),
      ...chunks,
    ],
  };
}
