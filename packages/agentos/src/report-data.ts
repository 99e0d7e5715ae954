import { collectReport, toolClassOf } from '@sentinel-agentos/evaluator';
import { errorTypeOf } from '@sentinel-agentos/audit';
import { wellFormed } from './well-formed.js';
import type { Json, JsonObject } from '@sentinel-agentos/core';
import type { AuditEntry, SequencedRecord } from '@sentinel-agentos/audit';
import type {
  JournalTrustEvent,
  ReportCall,
  ReportData,
  ReportSignal,
  ToolClasses,
} from '@sentinel-agentos/evaluator';
import type { System } from './system.js';

/** What a report is about. */
export interface ReportQuery {
  /** Default: all sessions together. */
  readonly sessionId?: string;
  /**
   * Only calls and events from then on, milliseconds since the epoch. The profile is always of all, and where trust stands
   * follows from what happened before as well.
   */
  readonly since?: number;
}

const TRUST_EVENT = 'trust.';
/** More than a report names of each kind. */
const KEPT_SIGNALS = 10;
const MOST_KINDS = 100;

/** Everything that a report says, read from the journal and the evaluator; bounded whatever their length. */
export function reportData(system: System, { sessionId, since }: ReportQuery = {}): ReportData {
  const { journal, evaluator, trust, clock, toolClasses } = system;
  const name = sessionId === undefined ? null : wellFormed(sessionId);
  const from = since === undefined ? {} : { since };
  const named = name === null ? from : { ...from, sessionId: name };
  const signals = new NewestSignals(name, since ?? -Infinity);
  return collectReport({
    generatedAt: clock.now(),
    sessionId: name,
    profile: evaluator.getProfile(sessionId),
    satisfaction: evaluator.feedback.satisfaction(sessionId),
    feedback: evaluator.feedback.stats(sessionId),
    calls: mapped(journal.calls(named), (entry) => reportCall(entry, toolClasses)),
    signals: signals.values(),
    trust: {
      // All of them, whenever and whose they are: trust follows from what was before, and names are cut there. Reading
      // them finds the signals too, and is over before those are asked for.
      events: mapped(signals.passing(journal.records({ kinds: ['event'] })), trustEvent),
      ...from,
      haltedSessions: trust.haltedSessions().map(wellFormed),
    },
  });
}

/** What `read` makes of each item, without those of which it makes nothing, one at a time. */
function* mapped<T, R>(items: Iterable<T>, read: (item: T) => R | null): Generator<R, void, undefined> {
  for (const item of items) {
    const result = read(item);
    if (result !== null) yield result;
  }
}

function reportCall(entry: AuditEntry, toolClasses: ToolClasses): ReportCall {
  const { id, seq, at, sessionId, toolName, action, status, outcome, durationMs, decision } = entry;
  return {
    callId: id,
    seq,
    at,
    sessionId,
    tool: toolName,
    toolClass: toolClassOf(toolName, decision.effects, toolClasses),
    action,
    status,
    score: outcome?.scores?.overall ?? null,
    durationMs: outcome?.status === 'not-run' ? null : durationMs,
    errorType: errorTypeOf(entry),
  };
}

/** What feedback a report names, found while other events are read. */
class NewestSignals {
  readonly #bySignal = new Map<string, readonly ReportSignal[]>();
  readonly #sessionId: string | null;
  readonly #since: number;

  constructor(sessionId: string | null, since: number) {
    this.#sessionId = sessionId;
    this.#since = since;
  }

  /** The records as they are, the newest few signals of each kind among them kept. */
  *passing(records: Iterable<SequencedRecord>): Generator<SequencedRecord, void, undefined> {
    for (const record of records) {
      const signal = reportSignal(record);
      if (signal !== null && this.#isWanted(signal)) this.#keep(signal);
      yield record;
    }
  }

  *values(): Generator<ReportSignal, void, undefined> {
    for (const signals of this.#bySignal.values()) yield* signals;
  }

  #isWanted({ at, sessionId }: ReportSignal): boolean {
    return at >= this.#since && (this.#sessionId === null || sessionId === this.#sessionId);
  }

  #keep(signal: ReportSignal): void {
    const newest = [...(this.#bySignal.get(signal.signal) ?? []), signal].slice(-KEPT_SIGNALS);
    this.#bySignal.set(signal.signal, newest);
    // Names that no signal has are few in a journal that nobody forged.
    if (this.#bySignal.size > MOST_KINDS) this.#bySignal.delete(signal.signal);
  }
}

function reportSignal(record: SequencedRecord): ReportSignal | null {
  if (record.kind !== 'event' || record.name !== 'feedback') return null;
  const { seq, at, sessionId } = record;
  const signal = dataOf(record)['signal'];
  return typeof signal === 'string' ? { seq, at, sessionId, signal } : null;
}

/** The record says when, of which session and what; the rest is in its data. */
function trustEvent(record: SequencedRecord): JournalTrustEvent | null {
  if (record.kind !== 'event' || !record.name.startsWith(TRUST_EVENT)) return null;
  const { seq, at, sessionId, name } = record;
  const kind = name.slice(TRUST_EVENT.length);
  return { seq, event: { calls: [], ...dataOf(record), kind, at, sessionId } };
}

function dataOf(record: SequencedRecord): Readonly<Record<string, unknown>> {
  if (record.kind !== 'event') return {};
  const { data } = record;
  return isObject(data) ? data : {};
}

function isObject(data: Json): data is JsonObject {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
