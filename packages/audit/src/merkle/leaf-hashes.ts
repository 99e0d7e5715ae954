import { CompactRange } from './compact-range.js';
import type { HexHash } from './hashes.js';
import { HASH_BYTES } from './interior-hash.js';

const CHUNK_HASHES = 32_768;

/** The leaf hashes of a tree, packed: 32 bytes each, in chunks of a mebibyte, so that growing copies nothing. */
export class LeafHashes {
  readonly #chunks: Buffer[] = [];
  #size = 0;

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  append(leaf: HexHash): void {
    const place = this.#size % CHUNK_HASHES;
    if (place === 0) this.#chunks.push(Buffer.allocUnsafe(CHUNK_HASHES * HASH_BYTES));
    this.#chunks.at(-1)?.write(leaf, place * HASH_BYTES, 'hex');
    this.#size += 1;
  }

  /** RFC 6962 root over the leaves from `start` up to, but without, `end`, taken for a tree of their own. */
  root(start: number, end: number): HexHash {
    const range = new CompactRange();
    for (let index = start; index < end; index += 1) range.append(this.#at(index));
    return range.root();
  }

  #at(index: number): HexHash {
    if (index >= this.#size) throw new RangeError(`There is no leaf ${index}.`);
    const from = (index % CHUNK_HASHES) * HASH_BYTES;
    return this.#chunks[Math.floor(index / CHUNK_HASHES)]?.toString('hex', from, from + HASH_BYTES) ?? '';
  }
}
