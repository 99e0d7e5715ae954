/** Where RFC 6962 divides a tree of at least two leaves: the largest power of two below their number. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
