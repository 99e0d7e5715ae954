import { createProvenSwitches } from './proven-switches.js';
import { wellFormed } from './well-formed.js';
import type { EventRecord, Json } from '@sentinel-agentos/core';
import type { FileJournal } from '@sentinel-agentos/audit';
import type { TrustEvent, TrustHistory } from '@sentinel-agentos/evaluator';

/**
 * Keeps every event of trust twice: in the ledger, from which a session is taken up again at once, and in the journal
 * as `trust.<kind>`, which proves it. A halt or a resumption is durable in the journal when this returns, and what a
 * switch on the disk says is held against it; everything else rides with the next batch.
 */
export function createTrustRecords(journal: FileJournal, ledger: TrustHistory): TrustHistory {
  const switches = createProvenSwitches(journal);
  return {
    append(event) {
      const record = recordOf(event);
      if (event.kind === 'halted' || event.kind === 'resumed') {
        // First the journal: whoever finds that it failed tries again, and the ledger must not hold it twice then.
        journal.appendSync(record);
        ledger.append(event);
        return;
      }
      ledger.append(event);
      journal.enqueue(record);
    },
    read: (sessionId) => ledger.read(sessionId),
    knows: (sessionId) => journal.query({ sessionId: wellFormed(sessionId), limit: 1 }).length > 0,
    lastSwitch: (sessionId) => switches.last(sessionId),
    halted: () => switches.halted(),
    *sessions() {
      yield* ledger.sessions?.() ?? [];
      for (const record of journal.records()) if ('sessionId' in record) yield record.sessionId;
    },
  };
}

function recordOf({ kind, at, sessionId, ...data }: TrustEvent): EventRecord {
  return {
    kind: 'event',
    name: `trust.${kind}`,
    at,
    sessionId: wellFormed(sessionId),
    data: wellFormedJson(data as unknown as Json),
  };
}

/** Names of people, reasons and names of tools are anybody's text. */
function wellFormedJson(value: Json): Json {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(wellFormedJson);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, Json]) => [wellFormed(name), wellFormedJson(member)]),
  );
}
