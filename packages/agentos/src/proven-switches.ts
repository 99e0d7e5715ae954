import { wellFormed } from './well-formed.js';
import type { EventNews, FileJournal } from '@sentinel-agentos/audit';
import type { Json, JsonObject } from '@sentinel-agentos/core';
import type { TrustEvent } from '@sentinel-agentos/evaluator';

/** What the journal proves of the halts and resumptions of sessions. */
export interface ProvenSwitches {
  /**
   * The last halt or resumption of a session; null where the journal has none. Before a resumption is given, what
   * others appended is held against its signatures.
   *
   * @throws the journal's errors when it cannot be read, or was tampered with.
   */
  last(sessionId: string): TrustEvent | null;
  /** Sessions whose last one is a halt. Throws like `last`. */
  halted(): readonly string[];
}

interface Proven {
  readonly event: TrustEvent;
  /** Its last halt as it was recorded, whatever came after it. */
  readonly halt: string;
}

const HALTED = 'trust.halted';
const RESUMED = 'trust.resumed';

/**
 * Reads the journal once, when it is first asked, and then only what was appended since. Keeps one event for each
 * session that was ever halted.
 */
export function createProvenSwitches(journal: Pick<FileJournal, 'follow' | 'catchUp'>): ProvenSwitches {
  const follow = journal.follow([HALTED, RESUMED]);
  let sessions = new Map<string, Proven>();
  let isChecked = true;

  function refresh(): void {
    const { isAnew, events } = follow();
    if (isAnew) sessions = new Map();
    for (const record of events) {
      const event = eventOf(record);
      const before = sessions.get(event.sessionId)?.halt ?? '';
      const halt = event.kind === 'halted' ? JSON.stringify(event) : before;
      // Several may have recorded one halt, each because it could not know of the others.
      if (event.kind === 'halted' && halt === before) continue;
      sessions.set(event.sessionId, { event, halt });
      isChecked &&= event.kind === 'halted';
    }
  }

  return {
    last(sessionId) {
      refresh();
      const event = sessions.get(wellFormed(sessionId))?.event ?? null;
      if (event?.kind === 'resumed' && !isChecked) {
        journal.catchUp();
        isChecked = true;
      }
      return event;
    },

    halted() {
      refresh();
      return [...sessions].flatMap(([sessionId, { event }]) => (event.kind === 'halted' ? [sessionId] : []));
    },
  };
}

/** What is missing in a record makes a halt no less one. */
function eventOf({ name, at, sessionId, data }: EventNews['events'][number]): TrustEvent {
  const fields = isObject(data) ? data : {};
  const text = (field: string): string => {
    const value = fields[field];
    return typeof value === 'string' ? value : '';
  };
  const base = { at, sessionId, calls: [], by: text('by') };
  if (name === RESUMED) return { ...base, kind: 'resumed' };
  return { ...base, kind: 'halted', reason: text('reason'), automatic: fields['automatic'] === true };
}

function isObject(data: Json): data is JsonObject {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
