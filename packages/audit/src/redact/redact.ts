import { SentinelError, type EventRecord, type RecordRef } from '@sentinel-agentos/core';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder } from '../blobs/blob-store.js';
import { redactionRecord, type ErasedBlob } from '../format/redaction.js';
import { syncFolder } from '../write/durable-file.js';
import { asUnavailable } from '../write/journal-error.js';
import { findBlobs } from './find-blobs.js';
import { checkTarget, type RedactTarget } from './redact-target.js';

/** What was erased. */
export interface Redaction {
  /** Number of the record that says so; of the first, when there is more to say than one has room for. */
  readonly seq: number;
  /** Numbers of the records whose payloads were erased. */
  readonly records: readonly number[];
  /** Number of values that were erased. */
  readonly blobs: number;
}

export interface RedactPlace {
  readonly dir: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Appends a record durably. */
  readonly append: (record: EventRecord) => Promise<RecordRef>;
}

/** So that the record that says what was erased fits a line. */
const MAX_ERASED = 128;

/**
 * Erases the payloads of a call or record. First a record that says which, why and when is made durable, then the
 * files are removed: what is gone without such a record was not erased here. After a crash between the two, erasing
 * again ends it. No line changes, so every proof and every verification holds as before.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for a target or reason that is none · `NOT_FOUND` when there is no such
 * record, or it has nothing that can be erased · `STATE_UNAVAILABLE` when the journal cannot be read, or a file not
 * be removed · what `append` throws: then nothing was erased.
 */
export async function redact(place: RedactPlace, target: RedactTarget, reason: string): Promise<Redaction> {
  checkTarget(target, reason);
  const { dir } = place;
  const found = guarded(dir, () => findBlobs(dir, target));
  if (found.blobs.length === 0) throw nothing(target, found.isThere);
  const seqs: number[] = [];
  for (let from = 0; from < found.blobs.length; from += MAX_ERASED) {
    const erased = found.blobs.slice(from, from + MAX_ERASED);
    const { seq } = await place.append(redactionRecord(erased, reason, place.now()));
    seqs.push(seq);
  }
  guarded(dir, () => removeBlobs(dir, found.blobs));
  const records = [...new Set(found.blobs.map(({ seq }) => seq))];
  return { seq: seqs[0] ?? 0, records, blobs: found.blobs.length };
}

function removeBlobs(dir: string, blobs: readonly ErasedBlob[]): void {
  const folder = ownFolder(dir);
  for (const { commitment } of blobs) rmSync(join(folder, commitment), { force: true });
  syncFolder(folder);
}

function guarded<T>(dir: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asUnavailable(`Payloads of the journal in ${dir} cannot be erased.`, error);
  }
}

function nothing(target: RedactTarget, isThere: boolean): SentinelError {
  const name = 'callId' in target ? `call ${JSON.stringify(target.callId)}` : `record ${target.seq}`;
  return new SentinelError(
    'NOT_FOUND',
    isThere
      ? `Nothing of ${name} can be erased: its payload stands in its line, not in a blob.`
      : `There is no ${name} in the journal.`,
  );
}
