import type { ParsedCheckpoint } from '../format/checkpoint.js';
import { isCheckpointLine, parseLine, parseLineHeader } from '../format/line.js';
import { leafHashInPlace, type HexHash } from '../merkle/hashes.js';
import { readJournalLines } from './journal-lines.js';
import type { RawLine } from './line-reader.js';
import type { Position } from './position.js';
import type { SegmentFile } from './segment-files.js';
import { readCheckpoint } from './walker.js';

/** What a line says of itself, and what it is. */
export interface LookedUpLine {
  readonly segment: number;
  /** Place of its first byte in the segment file. */
  readonly offset: number;
  /** Its number in the segment file, counted from 1. */
  readonly line: number;
  /** Leaf hash of its bytes as they are. */
  readonly hash: HexHash;
  /** Its `$prev` and `$seq`; null when it does not begin as a line must. */
  readonly prev: HexHash | null;
  readonly seq: number | null;
  readonly isJson: boolean;
  readonly checkpoint: ParsedCheckpoint | null;
}

/**
 * Looks up lines of a damaged journal by where they stand, counted from 0 over all its files. Reads the files
 * again for it, in constant memory: only done when a record has to be named.
 */
export function lookUpLines(
  files: readonly SegmentFile[],
  chain: number,
  wanted: readonly number[],
): ReadonlyMap<number, LookedUpLine> {
  const found = new Map<number, LookedUpLine>();
  const last = Math.max(...wanted);
  let index = 0;
  let segment = -1;
  let line = 0;
  for (const raw of readJournalLines(files, { segment: chain, offset: 0 })) {
    line = raw.segment === segment ? line + 1 : 1;
    segment = raw.segment;
    if (wanted.includes(index)) found.set(index, lookAt(raw, line));
    if (index >= last) break;
    index += 1;
  }
  return found;
}

/** Every line from a place on, looked at one by one, the first of them as number `from.size`. */
export function* lookFrom(
  files: readonly SegmentFile[],
  from: Position,
): Generator<LookedUpLine, void, undefined> {
  // Line numbers are not asked for here.
  for (const raw of readJournalLines(files, from)) yield lookAt(raw, 0);
}

function lookAt(raw: RawLine, line: number): LookedUpLine {
  const { segment, buffer, start, end, offset } = raw;
  const header = parseLineHeader(buffer, start, end);
  const checkpoint = header !== null && isCheckpointLine(buffer, header) ? readCheckpoint(raw) : null;
  const isJson = raw.state === 'whole' && parseLine(buffer, start, end) !== null;
  return {
    segment,
    offset,
    line,
    prev: header?.prev ?? null,
    seq: header?.seq ?? null,
    isJson,
    checkpoint,
    hash: leafHashInPlace(buffer, start, end),
  };
}
