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
  let at: Edge = { first: start, last: end - 1n, treeLast: size - 1n };
  while (at.first !== at.last && (at.last === at.treeLast || at.last % 2n === 1n)) at = parentOf(at);
  const isOneNode = at.first === at.last;
  const begin = isOneNode ? subtreeRoot : proof[0];
  if (begin === undefined) return false;
  let below = begin;
  let whole = begin;
  for (const sibling of isOneNode ? proof : proof.slice(1)) {
    if (at.treeLast === 0n) return false;
    if (at.last % 2n === 1n || at.last === at.treeLast) {
      if (at.first < at.last) below = interiorHash(sibling, below);
      whole = interiorHash(sibling, whole);
      // At the right edge levels without a sibling are passed over.
      while (at.last % 2n === 0n) at = parentOf(at);
    } else {
      whole = interiorHash(whole, sibling);
    }
    at = parentOf(at);
  }
  const isWhole = at.treeLast === 0n && Buffer.compare(whole, root) === 0;
  return isWhole && Buffer.compare(below, subtreeRoot) === 0;
}

/** The nodes above the first and last leaf of the subtree and the last leaf of the tree: their numbers on a level. */
interface Edge {
  readonly first: bigint;
  readonly last: bigint;
  readonly treeLast: bigint;
}

function parentOf({ first, last, treeLast }: Edge): Edge {
  return { first: first >> 1n, last: last >> 1n, treeLast: treeLast >> 1n };
}

const NOTHING: Buffer = Buffer.from(EMPTY_ROOT, 'hex');
