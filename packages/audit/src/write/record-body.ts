import { SentinelError, type JournalRecord } from '@sentinel-agentos/core';
import { canonicalJson } from '../format/canonical-json.js';
import { elideToFit } from '../format/elide.js';
import { MAX_BODY_BYTES } from '../format/line.js';

const KINDS: ReadonlySet<unknown> = new Set<JournalRecord['kind']>(['intent', 'blocked', 'outcome', 'event']);
/** Keys that mean something to the journal itself. */
const RESERVED: ReadonlySet<string> = new Set(['checkpoint', 'elided']);

/**
 * Turns a record into the canonical JSON that will stand in its line, shortened when it is too long.
 *
 * @throws SentinelError `INVALID_ARGUMENT` when the record is none, holds a value JSON cannot hold, uses a
 * reserved field, or cannot be made to fit a line.
 */
export function recordBody(record: JournalRecord): string {
  if (typeof record !== 'object' || record === null || !KINDS.has(record.kind)) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      'A journal record must be an intent, a blocked call, an outcome or an event.',
    );
  }
  for (const key of Object.keys(record)) {
    // Anything up to `$` would sort before `$prev` and `$seq`, which every line must begin with.
    if (RESERVED.has(key) || key < '%') {
      throw new SentinelError(
        'INVALID_ARGUMENT',
        `A journal record must not have a field ${JSON.stringify(key)}.`,
      );
    }
  }
  const body = canonicalJson(record);
  // A UTF-16 unit takes at most three bytes of UTF-8: most records need no count.
  if (body.length * 3 <= MAX_BODY_BYTES || Buffer.byteLength(body) <= MAX_BODY_BYTES) return body;
  const fields: Readonly<Record<string, unknown>> = { ...record };
  const shortened = elideToFit(fields, MAX_BODY_BYTES);
  if (shortened === null) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `A journal record of ${Buffer.byteLength(body)} bytes cannot be shortened to ${MAX_BODY_BYTES}.`,
    );
  }
  return shortened;
}
