/**
 * True when the leaves from `start` up to, but without, `end` are those below one node of a tree that is at least
 * `end` leaves large (draft-ietf-plants-merkle-tree-certs §4.1): `start` is a multiple of the smallest power of
 * two that is not below their number.
 */
export function isSubtree(start: bigint, end: bigint): boolean {
  if (start < 0n || start >= end) return false;
  let width = 1n;
  while (width < end - start) width <<= 1n;
  return start % width === 0n;
}
