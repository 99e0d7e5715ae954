const POLYNOMIAL = 0xedb88320;
let table: Int32Array | undefined;

/** The remainders of all bytes for the reversed polynomial of CRC-32. Computed at first use. */
export function crc32Table(): Int32Array {
  table ??= Int32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
    return rest;
  });
  return table;
}
