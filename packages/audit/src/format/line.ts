import type { HexHash } from '../merkle/hashes.js';

/** Most bytes a line may have without its line feed (the entry limit of C2SP tlog-tiles). */
export const MAX_LINE_BYTES = 65_535;
/** The link of the first line: there is nothing before it. */
export const NO_PREVIOUS: HexHash = '0'.repeat(64);

const PREV_FROM = '{"$prev":"'.length;
const PREV_TO = PREV_FROM + NO_PREVIOUS.length;
const SEQ_FROM = PREV_TO + '","$seq":'.length;
/** A safe integer has at most 16 digits. */
const MAX_HEADER_BYTES = SEQ_FROM + 16 + ','.length;
const CHECKPOINT_START = '"checkpoint":"';

/** Most bytes of a record's own canonical JSON, so that its line fits whatever its number is. */
export const MAX_BODY_BYTES: number = MAX_LINE_BYTES - MAX_HEADER_BYTES + '{'.length;

/** What a line says about its place. */
export interface LineHeader {
  readonly prev: HexHash;
  readonly seq: number;
  /** Offset of the first byte after the header. */
  readonly bodyStart: number;
}

/**
 * Puts a record's canonical JSON into its place in the chain. `$prev` and `$seq` sort before every field of
 * a record, so the line as a whole is canonical too.
 */
export function lineOf(prev: HexHash, seq: number, body: string): string {
  return headerOf(prev, seq) + body.slice(1);
}

/** The first bytes of the line with a number: it is ASCII. */
export function headerOf(prev: HexHash, seq: number): string {
  return `{"$prev":"${prev}","$seq":${seq},`;
}

/** Reads a line's place from its first bytes, without parsing the rest. Null when it does not begin as it must. */
export function parseLineHeader(buffer: Buffer, start: number, end: number): LineHeader | null {
  const head = buffer.toString('latin1', start, Math.min(end, start + MAX_HEADER_BYTES));
  const match = /^\{"\$prev":"([0-9a-f]{64})","\$seq":(0|[1-9][0-9]{0,15}),/.exec(head);
  if (match === null) return null;
  const [whole, prev = '', seqText = ''] = match;
  const seq = Number(seqText);
  return Number.isSafeInteger(seq) ? { prev, seq, bodyStart: start + whole.length } : null;
}

/** True when the line is a commit marker. No record begins with this key: `append` refuses it. */
export function isCheckpointLine(buffer: Buffer, { bodyStart }: LineHeader): boolean {
  return buffer.toString('latin1', bodyStart, bodyStart + CHECKPOINT_START.length) === CHECKPOINT_START;
}

/** The line as a JSON object, or null when it is not one. */
export function parseLine(buffer: Buffer, start: number, end: number): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(buffer.toString('utf8', start, end));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
