import { BLOB_LIST, blobRefs } from '../format/blob-ref.js';
import { parseLine } from '../format/line.js';
import type { ErasedBlob } from '../format/redaction.js';
import { committedLines, type CommittedLine } from '../read/committed-lines.js';
import type { RedactTarget } from './redact-target.js';

/** The blobs of a call or record, and whether the journal has such a record at all. */
export interface FoundBlobs {
  readonly blobs: readonly ErasedBlob[];
  readonly isThere: boolean;
}

/** Reads the whole journal: the records of a call may be far apart, and erasing is rare. */
export function findBlobs(dir: string, target: RedactTarget): FoundBlobs {
  let blobs: ErasedBlob[] = [];
  let isThere = false;
  for (const line of committedLines(dir)) {
    if (!isMeant(line, target)) continue;
    // The same number may stand in several chains; the newest is meant.
    if ('seq' in target) blobs = [];
    isThere = true;
    blobs.push(...blobsOf(line));
  }
  return { blobs, isThere };
}

function isMeant(line: CommittedLine, target: RedactTarget): boolean {
  if ('seq' in target) return line.seq === target.seq;
  const { buffer, start, end } = line;
  const at = buffer.indexOf(`"callId":${JSON.stringify(target.callId)}`, start);
  // Found in the text is not yet found in the record: parameters may hold anything.
  return at >= 0 && at < end && parseLine(buffer, start, end)?.['callId'] === target.callId;
}

function blobsOf({ buffer, start, end, seq }: CommittedLine): ErasedBlob[] {
  const at = buffer.indexOf(`"${BLOB_LIST}":`, start);
  const record = at >= 0 && at < end ? parseLine(buffer, start, end) : null;
  return blobRefs(record ?? {}).map(({ path, commitment }) => ({ seq, path, commitment }));
}
