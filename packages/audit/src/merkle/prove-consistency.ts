import type { HexHash } from './hashes.js';
import type { LeafHashes } from './leaf-hashes.js';
import { splitOf } from './split.js';

/**
 * Consistency proof between the trees of the first `oldSize` and of the first `size` leaves (RFC 6962 §2.1.2), with
 * `0 < oldSize <= size`.
 */
export function proveConsistency(leaves: LeafHashes, oldSize: number, size: number): HexHash[] {
  return proveSubtreeConsistency(leaves, 0, oldSize, size);
}

/**
 * Proof that the leaves from `start` up to, but without, `end`, which must be those of a subtree, are leaves of the
 * tree of the first `size` (draft-ietf-plants-merkle-tree-certs §4.4.1).
 */
export function proveSubtreeConsistency(
  leaves: LeafHashes,
  start: number,
  end: number,
  size: number,
): HexHash[] {
  const proof: HexHash[] = [];
  let first = start;
  let from = 0;
  let to = size;
  // The verifier knows the subtree's root: it is told only when a part of it stands beside.
  let isKnown = true;
  while (from !== first || to !== end) {
    const middle = from + splitOf(to - from);
    if (end <= middle) {
      proof.push(leaves.root(middle, to));
      to = middle;
    } else {
      proof.push(leaves.root(from, middle));
      if (first < middle) {
        isKnown = false;
        first = middle;
      }
      from = middle;
    }
  }
  if (!isKnown) proof.push(leaves.root(from, to));
  return proof.reverse();
}
