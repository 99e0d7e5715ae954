import { createPayloadReader } from '../blobs/payload-reader.js';
import { followLines, lineAround } from './follow-lines.js';
import { isCheckpointLine, parseLine, parseLineHeader } from '../format/line.js';
import { isJournalRecord } from './journal-record.js';
import type { SequencedRecord } from './read-records.js';

/**
 * Follows the records of the journal in `dir` from now on: the first answer is empty, each further one holds what was
 * committed since, by whatever process, oldest first. Reads only bytes that are new, and takes no lock. Where the
 * journal was replaced by another one, it begins behind that.
 *
 * Says what the files say: whether they are genuine is what `catchUp` and `verify` tell.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when the folder or a file is there but cannot be read.
 */
export function tailRecords(dir: string): () => readonly SequencedRecord[] {
  const complete = (): ReturnType<typeof createPayloadReader> => createPayloadReader(dir);
  const follow = followLines<SequencedRecord>(dir, { find: recordsIn, complete, fromEnd: true });
  return () => follow().found;
}

function recordsIn(lines: Buffer): readonly SequencedRecord[] {
  const records: SequencedRecord[] = [];
  for (let from = 0; from < lines.length;) {
    const { start, end } = lineAround(lines, from);
    from = end + 1;
    const header = parseLineHeader(lines, start, end);
    if (header === null || isCheckpointLine(lines, header)) continue;
    const { $prev: _link, $seq: seq, ...record } = parseLine(lines, start, end) ?? {};
    if (typeof seq === 'number' && isJournalRecord(record)) records.push({ ...record, seq });
  }
  return records;
}
