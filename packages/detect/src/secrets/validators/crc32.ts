import { crc32Table } from './crc32-table.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM_LENGTH = 6;

/** CRC-32 (ISO 3309) of the characters of an ASCII text, as an unsigned number. */
function crc32(text: string): number {
  const table = crc32Table();
  let sum = -1;
  for (let at = 0; at < text.length; at++) {
    sum = (table[(sum ^ text.charCodeAt(at)) & 0xff] ?? 0) ^ (sum >>> 8);
  }
  return ~sum >>> 0;
}

/**
 * Whether the last six characters of a token's body are the CRC-32 of those before them in base 62, as GitHub
 * and npm write it.
 *
 * @see https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
 */
export function hasChecksum(body: string): boolean {
  let rest = crc32(body.slice(0, -CHECKSUM_LENGTH));
  let expected = '';
  for (let digit = 0; digit < CHECKSUM_LENGTH; digit++) {
    expected = (BASE62[rest % 62] ?? '') + expected;
    rest = Math.floor(rest / 62);
  }
  return body.endsWith(expected);
}
