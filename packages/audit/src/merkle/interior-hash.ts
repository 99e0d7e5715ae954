import { hash } from 'node:crypto';

/** Bytes of every hash in a tree: SHA-256. */
export const HASH_BYTES = 32;

/** RFC 6962 §2.1: SHA-256 of a one byte and the hashes of the two children. */
export function interiorHash(left: Uint8Array, right: Uint8Array): Buffer {
  const pair = Buffer.allocUnsafe(1 + left.length + right.length);
  pair[0] = 1;
  pair.set(left, 1);
  pair.set(right, 1 + left.length);
  return hash('sha256', pair, 'buffer');
}

/** True when every one of a proof's hashes has the length of one: with others, bytes could move from one to the next. */
export function areHashes(proof: readonly Uint8Array[]): boolean {
  return proof.every(({ length }) => length === HASH_BYTES);
}
