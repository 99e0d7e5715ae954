/** Arrays of numbers that grow. */
export type NumberArray =
  | Int32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** From so many entries on, an eighth of them is much. */
const MANY = 1 << 16;

/**
 * The array itself when it has room for `length` entries; else a copy with half as much room again, or more; a large
 * one with an eighth.
 */
export function withRoom<T extends NumberArray>(array: T, length: number): T {
  if (length <= array.length) return array;
  const Kind = array.constructor as new (length: number) => T;
  const grown = Math.ceil(array.length * (array.length < MANY ? 1.5 : 1.125));
  const larger = new Kind(Math.max(length, 64, grown));
  larger.set(array);
  return larger;
}
