import { createHmac, timingSafeEqual } from 'node:crypto';
import { endianness } from 'node:os';
import { PackedRows } from './packed-rows.js';
import { CALL_STRIDE, CLOSING_STRIDE, SegmentIndex, type IndexedHead } from './segment-index.js';

/** Raised with every change of the layout. An index of another format is made anew. */
const FORMAT = 1;
const MAC_BYTES = 32;
const LENGTH_BYTES = 4;

/** What an index file says of itself and its segment. */
export interface IndexFileHeader {
  /** Digest of the index file of the segment before, which this one counts on; empty for the first. */
  readonly prior: string;
  /** SHA-256 of the segment up to `through`, in hex. */
  readonly digest: string;
  /** What the segment looked like; empty when a change might not show in that. */
  readonly stamp: string;
}

export interface IndexFileContent extends Omit<IndexFileHeader, 'stamp'> {
  readonly index: SegmentIndex;
  /** Authentication code of the file, in hex: the `prior` of the next. */
  readonly mac: string;
}

/**
 * An index as bytes: HMAC-SHA-256 over the rest, length of the header, header as JSON, rows of calls, rows of
 * closings. Numbers stand as this machine writes them. Without the key nobody can make an index that hides a call.
 */
export function encodeIndex(
  index: SegmentIndex,
  { prior, digest, stamp }: IndexFileHeader,
  key: Buffer,
): Buffer {
  const { segment, firstCall, calls, closings, reach } = index;
  const { through, head } = reach;
  const tables = [index.sessions.texts, index.agents.texts, index.tools.texts];
  const header = Buffer.from(
    JSON.stringify({
      format: FORMAT,
      endianness: endianness(),
      prior,
      digest,
      segment,
      firstCall,
      through,
      head,
      stamp,
      calls: calls.count,
      closings: closings.count,
      tables,
    }),
  );
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(header.length);
  const content = Buffer.concat([length, header, calls.bytes, closings.bytes]);
  return Buffer.concat([createHmac('sha256', key).update(content).digest(), content]);
}

/** Reads an index file. Null for whatever was not written with this key, in this format, on such a machine. */
export function decodeIndex(bytes: Buffer, key: Buffer): IndexFileContent | null {
  if (bytes.length < MAC_BYTES + LENGTH_BYTES) return null;
  const mac = bytes.subarray(0, MAC_BYTES);
  const content = bytes.subarray(MAC_BYTES);
  // Nothing is parsed before this holds: the folder is an attacker's.
  if (!timingSafeEqual(mac, createHmac('sha256', key).update(content).digest())) return null;
  const rows = LENGTH_BYTES + content.readUInt32BE(0);
  const header = JSON.parse(content.toString('utf8', LENGTH_BYTES, rows)) as {
    readonly format: number;
    readonly endianness: string;
    readonly prior: string;
    readonly digest: string;
    readonly segment: number;
    readonly firstCall: number;
    readonly through: number;
    readonly head: IndexedHead | null;
    readonly stamp: string;
    readonly calls: number;
    readonly closings: number;
    readonly tables: readonly (readonly string[])[];
  };
  if (header.format !== FORMAT || header.endianness !== endianness()) return null;
  const between = rows + header.calls * CALL_STRIDE;
  const calls = new PackedRows(CALL_STRIDE, content.subarray(rows, between));
  const closings = new PackedRows(
    CLOSING_STRIDE,
    content.subarray(between, between + header.closings * CLOSING_STRIDE),
  );
  const index = new SegmentIndex(header.segment, header.firstCall, calls, closings, header.tables);
  index.reach = { through: header.through, head: header.head, stamp: header.stamp };
  return { index, prior: header.prior, digest: header.digest, mac: mac.toString('hex') };
}
