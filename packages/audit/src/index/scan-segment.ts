import { isCheckpointLine, parseLine, parseLineHeader } from '../format/line.js';
import { leafHashInPlace } from '../merkle/hashes.js';
import { committedEnd } from '../read/committed-lines.js';
import { readLines } from '../read/line-reader.js';
import { callRecordOf, type CallRecord } from '../query/call-record.js';
import type { IndexedHead, LineSpan } from './segment-index.js';

/** What stands behind the last indexed line by now. */
export interface Scanned {
  readonly through: number;
  readonly head: IndexedHead | null;
}

/**
 * Reads the committed lines of a segment from `from` on and hands over those that are records of calls, in order.
 * Lines of other kinds, and what cannot be read, are passed over.
 */
export function scanSegment(
  fd: number,
  from: number,
  take: (seq: number, span: LineSpan, record: CallRecord) => void,
): Scanned {
  const through = committedEnd(fd);
  let head: IndexedHead | null = null;
  for (const { buffer, start, end, offset, state } of readLines(fd, from)) {
    if (offset >= through) break;
    const header = state === 'whole' ? parseLineHeader(buffer, start, end) : null;
    if (header === null) continue;
    const bytes = end - start;
    if (isCheckpointLine(buffer, header)) {
      // Only the last one is the head: no other needs its hash.
      if (offset + bytes + 1 >= through) head = { offset, bytes, hash: leafHashInPlace(buffer, start, end) };
      continue;
    }
    const record = callRecordOf(parseLine(buffer, start, end));
    if (record !== null) take(header.seq, { offset, bytes }, record);
  }
  return { through: Math.max(from, through), head };
}
