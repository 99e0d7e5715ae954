import { hash } from 'node:crypto';

/** Lower-case hex SHA-256, 64 digits. Hex is what node:crypto hands out fastest and what a line's link holds. */
export type HexHash = string;

/** RFC 6962 leaf hash of a journal line: SHA-256 of a zero byte and the line without its line feed. */
export function leafHash(line: string): HexHash {
  return hash('sha256', `\0${line}`, 'hex');
}

/**
 * The same for a line that lies in a buffer. The byte before the line is overwritten with the leaf prefix,
 * so that the line need not be copied: `start` must be at least 1, and that byte must be done with.
 */
export function leafHashInPlace(buffer: Buffer, start: number, end: number): HexHash {
  buffer[start - 1] = 0;
  return hash('sha256', buffer.subarray(start - 1, end), 'hex');
}

/** Root of a tree without leaves (RFC 6962 §2.1): SHA-256 of nothing. */
export const EMPTY_ROOT: HexHash = hash('sha256', '', 'hex');
