/** Arrays of numbers that grow. */
export type NumberArray =
  | Int32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** The array itself when it has room for `length` entries; else a copy with half as much room again, or more. */
export function withRoom<T extends NumberArray>(array: T, length: number): T {
  if (length <= array.length) return array;
  const Kind = array.constructor as new (length: number) => T;
  const larger = new Kind(Math.max(length, 64, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}
