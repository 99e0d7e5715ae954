import type { HexHash } from './hashes.js';
import type { LeafHashes } from './leaf-hashes.js';
import { splitOf } from './split.js';

/**
 * Inclusion proof of a leaf in the tree of the first `size` leaves (RFC 6962 §2.1.1): from the leaf's sibling up
 * to the root's child. Hashes each of the leaves once. With a `start`, the same within the subtree of the leaves
 * from there on up to, but without, `size`.
 */
export function proveInclusion(leaves: LeafHashes, index: number, size: number, start = 0): HexHash[] {
  const proof: HexHash[] = [];
  for (let from = start, to = size; to - from > 1;) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      proof.push(leaves.root(middle, to));
      to = middle;
    } else {
      proof.push(leaves.root(from, middle));
      from = middle;
    }
  }
  return proof.reverse();
}
