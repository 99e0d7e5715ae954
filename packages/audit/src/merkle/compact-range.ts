import { hash } from 'node:crypto';
import { EMPTY_ROOT, type HexHash } from './hashes.js';

const HASH_BYTES = 32;
/** Leaves are counted in safe integers, so a tree is never more than 53 levels high. */
const MAX_PEAKS = 54;

/**
 * The right edge of an RFC 6962 Merkle tree: roots of its perfect subtrees, largest first, packed in one
 * buffer. Appending a leaf and computing the root touch O(log n) hashes; nothing else is kept.
 */
export class CompactRange {
  #size = 0;
  #peaks = 0;
  readonly #nodes: Buffer = Buffer.allocUnsafe(MAX_PEAKS * HASH_BYTES);
  /** 0x01, left, right: the input of an interior node's hash. */
  readonly #pair: Buffer = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  append(leaf: HexHash): void {
    this.#nodes.write(leaf, this.#peaks * HASH_BYTES, 'hex');
    this.#peaks += 1;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) this.#mergeLastTwo();
    this.#size += 1;
  }

  root(): HexHash {
    if (this.#peaks === 0) return EMPTY_ROOT;
    const top = (this.#peaks - 1) * HASH_BYTES;
    let root = this.#nodes.toString('hex', top, top + HASH_BYTES);
    for (let left = top - HASH_BYTES; left >= 0; left -= HASH_BYTES) {
      this.#nodes.copy(this.#pair, 1, left, left + HASH_BYTES);
      this.#pair.write(root, 1 + HASH_BYTES, 'hex');
      root = hash('sha256', this.#pair, 'hex');
    }
    return root;
  }

  clone(): CompactRange {
    const copy = new CompactRange();
    copy.copyFrom(this);
    return copy;
  }

  /** Becomes equal to another range, without making a new one. */
  copyFrom(other: CompactRange): void {
    other.#nodes.copy(this.#nodes, 0, 0, other.#peaks * HASH_BYTES);
    this.#size = other.#size;
    this.#peaks = other.#peaks;
  }

  #mergeLastTwo(): void {
    const left = (this.#peaks - 2) * HASH_BYTES;
    this.#nodes.copy(this.#pair, 1, left, left + 2 * HASH_BYTES);
    this.#nodes.write(hash('sha256', this.#pair, 'hex'), left, 'hex');
    this.#peaks -= 1;
  }
}
