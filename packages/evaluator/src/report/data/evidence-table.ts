import { boundedName } from '../../session-key.js';
import type { EvidenceRow } from './report-data.js';
import type { ReportCall, ReportSignal } from './report-call.js';
import type { TrustPoint } from './trust-report-data.js';

/** Names a record of the journal that is no call. */
export function journalKey(seq: number): string {
  return `#${seq}`;
}

/** Everything that a number may rest on, as far as it was kept. */
export interface EvidenceSources {
  readonly calls: Iterable<ReportCall>;
  readonly signals: Iterable<ReportSignal>;
  readonly points: Iterable<TrustPoint>;
}

/**
 * One row for each name that a number gives as its evidence, in the order of the journal; what the journal does not
 * hold comes last, by name.
 */
export function evidenceTable(keys: ReadonlySet<string>, sources: EvidenceSources): readonly EvidenceRow[] {
  const rows = new Map<string, EvidenceRow>();
  for (const call of sources.calls) if (keys.has(call.callId)) rows.set(call.callId, callRow(call));
  for (const signal of sources.signals) {
    const key = journalKey(signal.seq);
    if (keys.has(key)) rows.set(key, signalRow(key, signal));
  }
  for (const point of sources.points) {
    const key = journalKey(point.seq);
    if (keys.has(key)) rows.set(key, trustRow(key, point));
  }
  for (const key of keys) if (!rows.has(key)) rows.set(key, unknownRow(key));
  return [...rows.values()].sort(
    (a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || (a.key < b.key ? -1 : 1),
  );
}

const NO_CALL = { action: null, status: null, score: null } as const;

function callRow({ callId, seq, at, sessionId, tool, action, status, score }: ReportCall): EvidenceRow {
  return { key: callId, kind: 'call', seq, at, sessionId, what: tool, action, status, score };
}

function signalRow(key: string, { seq, at, sessionId, signal }: ReportSignal): EvidenceRow {
  return { key, kind: 'signal', seq, at, sessionId, what: boundedName(signal), ...NO_CALL };
}

function trustRow(key: string, { seq, at, sessionId, kind }: TrustPoint): EvidenceRow {
  return { key, kind: 'trust', seq, at, sessionId, what: kind, ...NO_CALL };
}

/** The evaluator names a signal `name#id`; the journal knows it by its number alone. */
function unknownRow(key: string): EvidenceRow {
  const mark = key.indexOf('#');
  const isSignal = mark > 0;
  const what = isSignal ? key.slice(0, mark) : key;
  return {
    key,
    kind: isSignal ? 'signal' : 'unknown',
    seq: null,
    at: null,
    sessionId: null,
    what,
    ...NO_CALL,
  };
}
