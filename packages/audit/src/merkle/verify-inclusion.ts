import { areHashes, interiorHash } from './interior-hash.js';
import { isSubtree } from './subtree.js';

/** A claim that a tree holds a leaf, and the hashes that are to show it. All of it may come from a stranger. */
export interface InclusionClaim {
  /** Number of the leaf, counted from 0. */
  readonly index: bigint;
  /** Number of leaves of the tree. */
  readonly size: bigint;
  /** Hash of the leaf. */
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Uint8Array[];
}

/** Checks an inclusion proof (RFC 9162 §2.1.3.2). False for whatever does not prove it; never throws. */
export function verifyInclusion({ index, size, leaf, root, proof }: InclusionClaim): boolean {
  if (index < 0n || index >= size || !areHashes([leaf, ...proof])) return false;
  let place = index;
  let last = size - 1n;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (place % 2n === 1n || place === last) {
      hash = interiorHash(sibling, hash);
      // At the right edge levels without a sibling are passed over.
      while (place % 2n === 0n && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = interiorHash(hash, sibling);
    }
    place >>= 1n;
    last >>= 1n;
  }
  return last === 0n && Buffer.compare(hash, root) === 0;
}

/** The same for a leaf of a subtree: `index` still counts from the beginning of the tree. */
export function verifySubtreeInclusion(
  start: bigint,
  end: bigint,
  { index, leaf, root, proof }: Omit<InclusionClaim, 'size'>,
): boolean {
  return (
    isSubtree(start, end) && verifyInclusion({ index: index - start, size: end - start, leaf, root, proof })
  );
}
