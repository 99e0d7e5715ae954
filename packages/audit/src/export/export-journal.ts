import { SentinelError } from '@sentinel-agentos/core';
import type { AuditFilter } from '../query/audit-filter.js';
import type { FoundCall } from '../query/find-calls.js';
import { committedLines } from '../read/committed-lines.js';
import { asUnavailable } from '../write/journal-error.js';
import { cellsOf, COLUMN_NAMES } from './columns.js';
import { csvLine } from './csv.js';

/**
 * `jsonl`: the journal's lines as they are, so that a receiver can verify them. `flat`: one JSON object a call, a
 * value a name, for log pipelines. `csv`: the same as a table (RFC 4180).
 */
export type ExportFormat = 'jsonl' | 'flat' | 'csv';

const EXPORT_FORMATS: readonly ExportFormat[] = ['jsonl', 'flat', 'csv'];

const LINE_FEED = 0x0a;

/** Where an export takes its calls from. */
export interface ExportSource {
  readonly dir: string;
  /** Calls that match, oldest first. */
  found(filter: AuditFilter): Generator<FoundCall, void, undefined>;
}

/**
 * Writes a journal out, oldest first, a line or a few at a time, as UTF-8.
 *
 * Without a filter `jsonl` holds every committed line with its `$prev` and `$seq`, checkpoints included:
 * `receiveJournal` lays it out as files, and they verify as the journal does. With one it holds only the lines of the calls
 * that match, so the chain has gaps; such a line is proved by `prove`, one by one.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for an unknown format or a filter that is none, `STATE_UNAVAILABLE` when
 * the journal cannot be read.
 */
export function exportJournal(
  source: ExportSource,
  format: ExportFormat,
  filter?: AuditFilter,
): Generator<Buffer, void, undefined> {
  switch (format) {
    case 'jsonl':
      return filter === undefined ? wholeLines(source.dir) : callLines(source.found(filter));
    case 'flat':
      return flatLines(source.found(filter ?? {}));
    case 'csv':
      return csvLines(source.found(filter ?? {}));
    default: {
      const unknown: unknown = format;
      throw new SentinelError(
        'INVALID_ARGUMENT',
        `format must be one of ${EXPORT_FORMATS.join(', ')}, not ${JSON.stringify(unknown)}.`,
      );
    }
  }
}

function* wholeLines(dir: string): Generator<Buffer, void, undefined> {
  try {
    for (const { buffer, start, end } of committedLines(dir)) {
      const line = Buffer.allocUnsafe(end - start + 1);
      buffer.copy(line, 0, start, end);
      line[end - start] = LINE_FEED;
      yield line;
    }
  } catch (error) {
    throw asUnavailable('The journal cannot be read.', error);
  }
}

function* callLines(found: Iterable<FoundCall>): Generator<Buffer, void, undefined> {
  for (const { line, outcomeLine } of found) {
    yield Buffer.from(outcomeLine === null ? `${line}\n` : `${line}\n${outcomeLine}\n`);
  }
}

function* flatLines(found: Iterable<FoundCall>): Generator<Buffer, void, undefined> {
  for (const { entry } of found) {
    const cells = cellsOf(entry);
    const flat = Object.fromEntries(COLUMN_NAMES.map((name, index) => [name, cells[index] ?? null]));
    yield Buffer.from(`${JSON.stringify(flat)}\n`);
  }
}

function* csvLines(found: Iterable<FoundCall>): Generator<Buffer, void, undefined> {
  yield Buffer.from(csvLine(COLUMN_NAMES));
  for (const { entry } of found) yield Buffer.from(csvLine(cellsOf(entry)));
}
