import { isCheckpointLine, parseLine, parseLineHeader } from '../format/line.js';
import type { ParsedCheckpoint } from '../format/checkpoint.js';
import { leafHashInPlace, type HexHash } from '../merkle/hashes.js';
import { readLines } from './line-reader.js';
import { readCheckpoint } from './walk.js';

/** What a line says of itself, and what it is. */
export interface TableLine {
  readonly offset: number;
  /** Leaf hash of its bytes as they are. */
  readonly hash: HexHash;
  /** Its `$prev` and `$seq`; null when it does not begin as a line must. */
  readonly prev: HexHash | null;
  readonly seq: number | null;
  readonly isJson: boolean;
  readonly checkpoint: ParsedCheckpoint | null;
}

/** All lines of a damaged journal at once. Only read when a record has to be named. */
export function readLineTable(fd: number): TableLine[] {
  const table: TableLine[] = [];
  for (const line of readLines(fd, 0)) {
    const { buffer, start, end, offset } = line;
    const header = parseLineHeader(buffer, start, end);
    const checkpoint = header !== null && isCheckpointLine(buffer, header) ? readCheckpoint(line) : null;
    const isJson = line.state === 'whole' && parseLine(buffer, start, end) !== null;
    table.push({
      offset,
      prev: header?.prev ?? null,
      seq: header?.seq ?? null,
      isJson,
      checkpoint,
      hash: leafHashInPlace(buffer, start, end),
    });
  }
  return table;
}
