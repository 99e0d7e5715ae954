import { createPayloadReader } from '../blobs/payload-reader.js';
import { followLines, lineAround } from './follow-lines.js';
import { isJournalRecord } from './journal-record.js';
import { parseLine } from '../format/line.js';
import type { SequencedRecord } from './read-records.js';

/** What was committed since it was last asked. */
export interface EventNews {
  /** The journal is read for the first time, or is not the one that was read before: what was known of it is void. */
  readonly isAnew: boolean;
  /** Oldest first. */
  readonly events: readonly Extract<SequencedRecord, { kind: 'event' }>[];
}

/** The names, and what stands in every line that holds one of them. */
interface Wanted {
  readonly names: ReadonlySet<string>;
  readonly needle: Buffer;
}

/**
 * Follows the events of certain names in the journal in `dir`: the first answer is of the whole journal, each further
 * one of what was committed since, by whatever process. Only bytes that are new are read, and only lines that hold what
 * the names begin with are parsed: with nothing new it looks at the files from outside, and no more. Takes no lock.
 *
 * Like every reading it says what the files say: whether they are genuine is what `catchUp` and `verify` tell.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when the folder or a file is there but cannot be read.
 */
export function followEvents(dir: string, names: readonly string[]): () => EventNews {
  const wanted: Wanted = { names: new Set(names), needle: Buffer.from(`"name":"${commonPrefix(names)}`) };
  const follow = followLines<EventNews['events'][number]>(dir, {
    find: (lines) => eventsIn(lines, wanted),
    complete: () => createPayloadReader(dir),
    fromEnd: false,
  });
  return () => {
    const { isAnew, found } = follow();
    return { isAnew, events: found };
  };
}

function eventsIn(lines: Buffer, { names, needle }: Wanted): EventNews['events'] {
  const events: EventNews['events'][number][] = [];
  for (let from = 0; ;) {
    const found = lines.indexOf(needle, from);
    if (found < 0) return events;
    const { start, end } = lineAround(lines, found);
    from = end;
    const { $prev: _link, $seq: seq, ...record } = parseLine(lines, start, end) ?? {};
    if (typeof seq !== 'number' || !isJournalRecord(record)) continue;
    // The text may as well stand in a value.
    if (record.kind === 'event' && names.has(record.name)) events.push({ ...record, seq });
  }
}

/** What all the names begin with, as far as it is written in JSON as it is. */
function commonPrefix([first = '', ...others]: readonly string[]): string {
  let length = /^[\w.-]*/.exec(first)?.[0].length ?? 0;
  while (!others.every((other) => other.startsWith(first.slice(0, length)))) length -= 1;
  return first.slice(0, length);
}
