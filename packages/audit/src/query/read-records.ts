import { SentinelError, type JournalRecord } from '@sentinel-agentos/core';
import { createPayloadReader } from '../blobs/payload-reader.js';
import { parseLine } from '../format/line.js';
import { committedLines } from '../read/committed-lines.js';
import { asUnavailable } from '../write/journal-error.js';
import { isJournalRecord } from './journal-record.js';

/** A record, and where it stands. */
export type SequencedRecord = JournalRecord & {
  /** Its `$seq`: what `prove` takes. */
  readonly seq: number;
};

/** Which records to read. Conditions combine; an absent one admits all. */
export interface RecordsOptions {
  readonly kinds?: readonly JournalRecord['kind'][];
  readonly sessionId?: string;
  /** Inclusive bounds of `seq`. */
  readonly from?: number;
  readonly through?: number;
  /** Inclusive bounds, milliseconds since the epoch. */
  readonly since?: number;
  readonly until?: number;
}

/**
 * The committed records of the journal in `dir`, in the order in which they were appended: every intent, blocked
 * call, outcome and event, without what the journal notes about itself. Streams in constant memory and takes no lock;
 * needs no key. Says what the files say: whether they are genuine is the verifier's question, so lines that hold no
 * such record are passed over.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when the folder or a file is there but cannot be read,
 * `INVALID_ARGUMENT` for a bound that is not a number.
 */
export function* readRecords(
  dir: string,
  options: RecordsOptions = {},
): Generator<SequencedRecord, void, undefined> {
  const { kinds, sessionId, from = 0, through = Infinity, since = -Infinity, until = Infinity } = options;
  for (const [field, value] of Object.entries({ from, through, since, until })) {
    if (typeof value !== 'number' || Number.isNaN(value)) {
      throw new SentinelError('INVALID_ARGUMENT', `${field} must be a number, not ${String(value)}.`);
    }
  }
  const withPayloads = createPayloadReader(dir);
  // A line that does not even hold the words is not worth reading: most of a long journal is none of a rare kind.
  const marks = kinds?.map((kind) => Buffer.from(`"kind":${JSON.stringify(kind)}`));
  try {
    for (const line of committedLines(dir)) {
      if (line.isCheckpoint || line.seq < from || line.seq > through) continue;
      if (marks !== undefined && !holdsOne(line.buffer.subarray(line.start, line.end), marks)) continue;
      const { $prev: _link, $seq: _seq, ...record } = parseLine(line.buffer, line.start, line.end) ?? {};
      if (!isJournalRecord(record)) continue;
      if (kinds !== undefined && !kinds.includes(record.kind)) continue;
      if (sessionId !== undefined && record.sessionId !== sessionId) continue;
      if (record.at < since || record.at > until) continue;
      yield { ...withPayloads(record), seq: line.seq };
    }
  } catch (error) {
    throw asUnavailable('The journal cannot be read.', error);
  }
}

function holdsOne(line: Buffer, marks: readonly Buffer[]): boolean {
  return marks.some((mark) => line.includes(mark));
}
