import type { IndexView } from '../index/journal-index.js';
import { entryOf, withOutcome, type AuditEntry } from './audit-entry.js';
import { admitsCall, type AuditFilter } from './audit-filter.js';
import { foldCase, holdsText, mayHold } from './audit-text.js';
import { callRecordOf, type CallRecord } from './call-record.js';
import { OpenLines } from './open-lines.js';
import { rowFilter } from './row-filter.js';

/** A call, and its lines as they stand in the journal. */
export interface FoundCall {
  readonly entry: AuditEntry;
  /** The line of the intent or of the blocked call, without its line feed. */
  readonly line: string;
  /** The line of the outcome; null while there is none. */
  readonly outcomeLine: string | null;
}

/**
 * Calls that match, one at a time. The index says where to look; what is given is what stands there, and it is held
 * against the filter again. Keeps files open until it ends or is returned from.
 *
 * @param order which comes first. With a limit it is the newest that are found in either order.
 *
 * @throws the system's error when a file cannot be read.
 */
export function* findCalls(
  view: IndexView,
  filter: AuditFilter,
  order: 'newest' | 'oldest' = 'newest',
): Generator<FoundCall, void, undefined> {
  const { limit = Infinity } = filter;
  if (order === 'oldest' && limit < Infinity) {
    yield* [...findCalls(view, filter)].reverse();
    return;
  }
  let left = limit;
  if (left <= 0) return;
  const text = filter.text === undefined || filter.text === '' ? null : foldCase(filter.text);
  const lines = new OpenLines(view, order === 'newest' && readsMost(filter, text) ? 'scan' : 'exact');
  try {
    const step = order === 'oldest' ? 1 : -1;
    const places = view.segments.length;
    for (let place = step > 0 ? 0 : places - 1; place >= 0 && place < places; place += step) {
      const index = view.segments[place]?.index;
      const rows = index === undefined ? null : rowFilter(filter, index, view.joined);
      if (index === undefined || rows === null) continue;
      const first = step > 0 ? 0 : index.calls.count - 1;
      for (let row = rows.next(first, step); row >= 0; row = rows.next(row + step, step)) {
        const found = readCall(view, lines, place, row, text);
        if (found === null || !admitsCall(filter, found.entry)) continue;
        yield found;
        left -= 1;
        if (left <= 0) return;
      }
    }
  } finally {
    lines.close();
  }
}

/** Whether most lines will be read: then what lies before one is worth reading along with it. */
function readsMost({ limit = Infinity, ...conditions }: AuditFilter, text: string | null): boolean {
  return (
    text !== null || (limit === Infinity && Object.values(conditions).every((value) => value === undefined))
  );
}

/** A call as its lines say. Null when they do not say what the index does, or do not hold the text. */
function readCall(
  { segments, joined }: IndexView,
  lines: OpenLines,
  place: number,
  row: number,
  text: string | null,
): FoundCall | null {
  const index = segments[place]?.index;
  if (index === undefined) return null;
  const call = index.call(row);
  const closing = joined.outcome(index.firstCall + row);
  // The later line first: what lies before it is read along with it.
  const end = closing === null ? null : segments[closing.segment]?.index.closing(closing.row);
  const endLine =
    closing === null || end === undefined || end === null ? null : lines.read(closing.segment, end);
  const line = lines.read(place, call);
  if (line === null || (closing !== null && endLine === null)) return null;
  if (text !== null && !mayHold(line, text) && (endLine === null || !mayHold(endLine, text))) return null;

  const started = parsed(line);
  const ended = endLine === null ? null : parsed(endLine);
  if (started === null || started.record.kind === 'outcome' || started.seq !== call.seq) return null;
  const entry = entryOf(call.seq, started.record);
  if (endLine !== null && (ended?.record.kind !== 'outcome' || ended.record.callId !== entry.id)) return null;
  if (text !== null && !holdsText(started.record, text) && (ended === null || !holdsText(ended.record, text)))
    return null;
  return {
    entry: ended?.record.kind === 'outcome' ? withOutcome(entry, ended.record) : entry,
    line,
    outcomeLine: endLine,
  };
}

function parsed(line: string): { readonly seq: unknown; readonly record: CallRecord } | null {
  try {
    const { $prev: _link, $seq: seq, ...record } = JSON.parse(line) as Record<string, unknown>;
    const call = callRecordOf(record);
    return call === null ? null : { seq, record: call };
  } catch {
    return null;
  }
}
