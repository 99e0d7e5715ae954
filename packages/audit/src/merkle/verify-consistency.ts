import { EMPTY_ROOT } from './hashes.js';
import { areHashes, interiorHash } from './interior-hash.js';
import { isSubtree } from './subtree.js';

/** A claim that a tree goes on from what it was, and the hashes that are to show it. All may come from a stranger. */
export interface ConsistencyClaim {
  /** Number of leaves of the older tree. */
  readonly oldSize: bigint;
  readonly oldRoot: Uint8Array;
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Checks a consistency proof (RFC 9162 §2.1.4.2): the older tree's leaves are the first of the newer one. A tree
 * without leaves says nothing about any other, so nothing is proved of it. False for whatever does not prove it;
 * never throws.
 */
export function verifyConsistency({ oldSize, oldRoot, size, root, proof }: ConsistencyClaim): boolean {
  if (oldSize === 0n) return false;
  return verifySubtreeConsistency({ start: 0n, end: oldSize, subtreeRoot: oldRoot, size, root, proof });
}

/** A claim that the leaves from `start` up to, but without, `end` of a tree have a root of their own. */
export interface SubtreeConsistencyClaim {
  readonly start: bigint;
  readonly end: bigint;
  readonly subtreeRoot: Uint8Array;
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Checks a subtree consistency proof (draft-ietf-plants-merkle-tree-certs §4.4.3). Never throws. */
export function verifySubtreeConsistency(claim: SubtreeConsistencyClaim): boolean {
  const { start, end, subtreeRoot, size, root, proof } = claim;
  if (end > size || !areHashes(proof)) return false;
  if (start === end) return proof.length === 0 && Buffer.compare(subtreeRoot, NOTHING) === 0;
  if (!isSubtree(start, end)) return false;
  // First and last leaf of the subtree and last leaf of the tree: their numbers on the level that is reached.
  let first = start;
  let last = end - 1n;
  let treeLast = size - 1n;
  const goUp = (): void => {
    first >>= 1n;
    last >>= 1n;
    treeLast >>= 1n;
  };
  while (first !== last && (last === treeLast || last % 2n === 1n)) goUp();
  const isOneNode = first === last;
  const begin = isOneNode ? subtreeRoot : proof[0];
  if (begin === undefined) return false;
  let below = begin;
  let whole = begin;
  for (const sibling of isOneNode ? proof : proof.slice(1)) {
    if (treeLast === 0n) return false;
    if (last % 2n === 1n || last === treeLast) {
      if (first < last) below = interiorHash(sibling, below);
      whole = interiorHash(sibling, whole);
      // At the right edge levels without a sibling are passed over.
      while (last % 2n === 0n) goUp();
    } else {
      whole = interiorHash(whole, sibling);
    }
    goUp();
  }
  return treeLast === 0n && Buffer.compare(below, subtreeRoot) === 0 && Buffer.compare(whole, root) === 0;
}

const NOTHING: Buffer = Buffer.from(EMPTY_ROOT, 'hex');
