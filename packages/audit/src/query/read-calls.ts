import type { JournalRecord } from '@sentinel-agentos/core';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { isCheckpointLine, parseLine, parseLineHeader } from '../format/line.js';
import { FIRST_SEGMENT } from '../format/segment-name.js';
import { readLines } from '../read/line-reader.js';
import { asUnavailable } from '../write/journal-error.js';
import { entryOf, withOutcome, type AuditEntry } from './audit-entry.js';

/**
 * The calls in a journal's committed lines that `admits` lets through, oldest first, each with its outcome if
 * it has one. Streams the file and takes no lock. Says what the file says: whether it is genuine is the
 * verifier's question, so lines that cannot be read are passed over.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when the file is there but cannot be read.
 */
export function readCalls(dir: string, admits: (entry: AuditEntry) => boolean): AuditEntry[] {
  const fd = openForReading(join(dir, FIRST_SEGMENT));
  if (fd === null) return [];
  const entries: AuditEntry[] = [];
  /** Where the call with an id, admitted and without an outcome yet, stands in `entries`. */
  const open = new Map<string, number>();
  const pending: { readonly seq: number; readonly record: JournalRecord }[] = [];
  try {
    for (const line of readLines(fd, 0)) {
      const header = line.state === 'whole' ? parseLineHeader(line.buffer, line.start, line.end) : null;
      if (header === null) continue;
      if (isCheckpointLine(line.buffer, header)) {
        for (const { seq, record } of pending.splice(0)) take(seq, record, admits, entries, open);
        continue;
      }
      const record = parseLine(line.buffer, line.start, line.end);
      if (record !== null) pending.push({ seq: header.seq, record: record as unknown as JournalRecord });
    }
  } finally {
    closeSync(fd);
  }
  return entries;
}

function take(
  seq: number,
  record: JournalRecord,
  admits: (entry: AuditEntry) => boolean,
  entries: AuditEntry[],
  open: Map<string, number>,
): void {
  if (record.kind === 'intent' || record.kind === 'blocked') {
    const entry = entryOf(seq, record);
    if (!admits(entry)) return;
    if (record.kind === 'intent') open.set(entry.id, entries.length);
    entries.push(entry);
  } else if (record.kind === 'outcome') {
    const at = open.get(record.callId);
    const entry = at === undefined ? undefined : entries[at];
    if (at === undefined || entry === undefined) return;
    open.delete(record.callId);
    entries[at] = withOutcome(entry, record);
  }
}

function openForReading(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw asUnavailable('The journal cannot be read.', error);
  }
}
