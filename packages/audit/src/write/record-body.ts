import { SentinelError, type JournalRecord } from '@sentinel-agentos/core';
import { BLOB_LIST } from '../format/blob-ref.js';
import { canonicalJson } from '../format/canonical-json.js';
import { elideToFit } from '../format/elide.js';
import { MAX_BODY_BYTES } from '../format/line.js';
import { REDACTION } from '../format/redaction.js';

const KINDS: ReadonlySet<unknown> = new Set<JournalRecord['kind']>(['intent', 'blocked', 'outcome', 'event']);
/** Keys that mean something to the journal itself. */
const RESERVED: ReadonlySet<string> = new Set(['checkpoint', 'epoch', 'elided', BLOB_LIST]);

type Fields = Readonly<Record<string, unknown>>;

/**
 * Turns a record into the canonical JSON that will stand in its line, shortened when it is too long.
 *
 * @param aside moves payloads out of a record that can be kept.
 * @throws SentinelError `INVALID_ARGUMENT` when the record is none, holds a value JSON cannot hold, uses a
 * reserved field, or cannot be made to fit a line.
 */
export function recordBody(record: JournalRecord, aside?: (record: Fields) => Fields): string {
  if (typeof record !== 'object' || record === null || !KINDS.has(record.kind)) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      'A journal record must be an intent, a blocked call, an outcome or an event.',
    );
  }
  if (record.kind === 'event' && record.name === REDACTION) {
    // Whoever could write it could let what was erased by others look as if it had been erased by rule.
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `An event must not be named ${REDACTION}: redact appends it.`,
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
  const whole = canonicalJson(record);
  const lighter = aside?.({ ...record });
  const body = lighter === undefined ? whole : canonicalJson(lighter);
  // A UTF-16 unit takes at most three bytes of UTF-8: most records need no count.
  if (body.length * 3 <= MAX_BODY_BYTES || Buffer.byteLength(body) <= MAX_BODY_BYTES) return body;
  const shortened = elideToFit(lighter ?? { ...record }, MAX_BODY_BYTES);
  if (shortened === null) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `A journal record of ${Buffer.byteLength(body)} bytes cannot be shortened to ${MAX_BODY_BYTES}.`,
    );
  }
  return shortened;
}
