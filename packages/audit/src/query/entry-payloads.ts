import { createPayloadReader } from '../blobs/payload-reader.js';
import { BLOB_LIST } from '../format/blob-ref.js';
import { parseLine } from '../format/line.js';
import type { AuditEntry } from './audit-entry.js';
import type { FoundCall } from './find-calls.js';

/**
 * Puts parameters that went to blobs back into the calls that a query found in the journal in `dir`. What was erased
 * shows as `[redacted]`; parameters that went to a blob as a whole show as `{"$blob":"[redacted]"}` then.
 */
export function createEntryPayloads(dir: string): (call: FoundCall) => AuditEntry {
  const payloads = createPayloadReader(dir);
  return ({ entry, line }) => {
    if (!line.includes(`"${BLOB_LIST}":[`)) return entry;
    const bytes = Buffer.from(line);
    const { [BLOB_LIST]: blobs } = parseLine(bytes, 0, bytes.length) ?? {};
    return { ...entry, params: payloads({ params: entry.params, [BLOB_LIST]: blobs }).params };
  };
}
